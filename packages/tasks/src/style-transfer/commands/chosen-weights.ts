/** The loss weights of `yoto stylize`: `content=2,style-1=1e-3`. */
import { AppError, type Lambda } from '@yoto/core';
import { trainedWeight, type WeightLimits } from '../../commands/trained-weight.ts';
import { styleTransferSpec } from '../spec.ts';

/**
 * One weight for each of `limits`: as written, or else the task's default, or what of the model's range is nearest to it.
 * Throws `invalid_input` for what cannot be read, for names that are no such weights and for weights that the model was
 * not trained for.
 */
export function chosenWeights(written: string | undefined, limits: readonly WeightLimits[]): Lambda {
  const asked = readWeights(written);
  const names = limits.map(({ term }) => term);
  const unknown = [...asked.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) throw noWeight(unknown, names);
  return Object.fromEntries(
    limits.map((own) => {
      const weight = asked.get(own.term);
      return [own.term, weight === undefined ? defaultWeight(own) : trainedWeight(own, weight)];
    }),
  );
}

function defaultWeight({ term, min, max }: WeightLimits): number {
  const usual = styleTransferSpec.defaultLambda?.[term] ?? min;
  return Math.min(max, Math.max(min, usual));
}

function readWeights(written = ''): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of written.split(',').map((text) => text.trim())) {
    if (part === '') continue;
    const [name = '', value = '', ...more] = part.split('=').map((text) => text.trim());
    const weight = Number(value);
    const isWeight =
      name !== '' && value !== '' && more.length === 0 && Number.isFinite(weight) && weight >= 0;
    if (!isWeight) throw unreadable(`"${part}" of --weights is no weight`);
    if (weights.has(name)) throw unreadable(`--weights has two values for "${name}"`);
    weights.set(name, weight);
  }
  return weights;
}

const unreadable = (problem: string): AppError =>
  new AppError('invalid_input', problem, {
    details: { fix: 'write names and numbers, e.g. --weights content=2,style-1=1e-3' },
  });

function noWeight(name: string, names: readonly string[]): AppError {
  const term = styleTransferSpec.lossTerms.find((one) => one.name === name);
  const problem =
    term && 'fixed' in term.weight
      ? `The weight of "${name}" is always ${term.weight.fixed}`
      : `There is no weight "${name}"`;
  return new AppError('invalid_input', problem, { details: { fix: `choose of ${names.join(', ')}` } });
}
