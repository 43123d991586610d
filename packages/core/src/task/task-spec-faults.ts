import { LAMBDA_SET_NAMES } from '../lambda/lambda-set.ts';
import { taskCommandFaults } from './task-command.ts';
import type { TaskSpec } from './task-spec.ts';

/** What is wrong with the parts of a spec that must fit together, in words; empty when nothing is. */
export function taskSpecFaults(spec: TaskSpec): string[] {
  const { lossTerms, lossParameters = [], sums = [], defaultLambda = {}, metrics } = spec;
  const varying = lossTerms.filter(({ weight }) => !('fixed' in weight)).map(({ name }) => name);
  const named = [...lossTerms, ...lossParameters, ...sums, ...(metrics ?? [])].map(({ name }) => name);
  const twice = named.filter((name, index) => named.indexOf(name) < index);
  const ranges = [
    ...lossTerms.flatMap(({ name, weight }) => ('fixed' in weight ? [] : [{ name, ...weight }])),
    ...lossParameters.map(({ name, range }) => ({ name, ...range })),
  ];
  return [
    ...twice.map((name) => `two of its loss terms, parameters, sums and metrics are called "${name}"`),
    ...ranges
      .filter(({ name }) => LAMBDA_SET_NAMES.includes(name))
      .map(({ name }) => `"${name}" is the name of a set of lambdas: call the weight something else`),
    ...ranges
      .filter(({ min, max, scale }) => !(min >= 0 && min <= max) || (scale === 'log' && min === 0))
      .map(({ name }) => `the range of "${name}" needs 0 <= min <= max, and min above 0 on a log scale`),
    ...lossParameters
      .filter(({ range, default: own }) => !(own >= range.min && own <= range.max))
      .map(({ name }) => `the default of the loss parameter "${name}" is out of its range`),
    ...Object.keys(defaultLambda)
      .filter((name) => !varying.includes(name) && !lossParameters.some((one) => one.name === name))
      .map((name) => `its default lambda has "${name}", which is neither a varying weight nor a parameter`),
    ...sums.flatMap(({ name, terms }) =>
      terms
        .filter((term) => !lossTerms.some((one) => one.name === term))
        .map((term) => `the sum "${name}" has "${term}", which is no loss term`),
    ),
    ...publishedFaults(spec, named),
    ...taskCommandFaults(spec.commands ?? []),
  ];
}

/** Curves that no chart could show. */
function publishedFaults({ publishedCurves = [], datasets }: TaskSpec, values: readonly string[]): string[] {
  return publishedCurves.flatMap(({ name, datasets: ids, curves }) => [
    ...ids
      .filter((id) => !datasets.some((dataset) => dataset.id === id))
      .map((id) => `the published curves "${name}" are for the data set "${id}", which it does not have`),
    ...[...new Set(curves.flatMap(({ points }) => points.flatMap((point) => Object.keys(point))))]
      .filter((value) => !values.includes(value))
      .map((value) => `the published curves "${name}" have "${value}", which is no loss term, sum or metric`),
  ]);
}
