/**
 * Curves of sweeps over several parameters. A Bjontegaard difference, a coverage or the area under a frontier is
 * defined on a curve; of lambdas that spread over a plane or more, a curve is the line along one parameter on which all
 * others equal a stated base.
 */
import { AppError, type Lambda, type Place, type ResolvedGroup, type Slice, usualValue } from '@yoto/core';
import type { ComparisonInput } from '../comparison-input.ts';

export interface ChosenSlice {
  value: Slice | null;
  reason: string | null;
  /** Whether a point lies on it; those of codecs have no lambda and always do. */
  holds: (at: Place) => boolean;
}

/** The lambdas that a sweep's groups train for or are evaluated at. */
function lambdasOf(groups: readonly ResolvedGroup[]): Lambda[] {
  return groups.flatMap((group) => {
    if (group.kind === 'codec') return [];
    return group.kind === 'fixed'
      ? [...group.lambdas, ...group.evaluation.lambdas]
      : group.evaluation.lambdas;
  });
}

/** The parameters of lambda, in the task's order, and of those the ones that take more than one value in the sweep. */
export function sweptParameters({ spec, task }: Pick<ComparisonInput, 'spec' | 'task'>): {
  all: string[];
  varying: string[];
} {
  const lambdas = lambdasOf(spec.groups);
  const all = [
    ...task.lossTerms.filter(({ weight }) => !('fixed' in weight)).map(({ name }) => name),
    ...(task.lossParameters ?? []).map(({ name }) => name),
  ];
  const varying = all.filter((name) => lambdas.some((lambda) => lambda[name] !== lambdas[0]?.[name]));
  return { all, varying };
}

/**
 * The slice asked for; in a sweep of one varying parameter all of it; in a sweep of several none unless asked for, as
 * no choice would be the right one for everybody. Throws `invalid_input` for a parameter that does not vary.
 */
export function chooseSlice(
  input: Pick<ComparisonInput, 'spec' | 'task' | 'slice'>,
  varying: readonly string[],
): ChosenSlice {
  const lambdas = lambdasOf(input.spec.groups);
  const { slice: wanted } = input;
  if (wanted && !varying.includes(wanted.along)) {
    const choices = varying.join(', ') || 'none: every lambda of the sweep is the same';
    throw new AppError(
      'invalid_input',
      `slice: "${wanted.along}" does not vary in this sweep; choose one of ${choices}`,
    );
  }
  const along = wanted?.along ?? (varying.length > 1 ? undefined : (varying[0] ?? ''));
  if (along === undefined) {
    return {
      value: null,
      reason: `${varying.length} parameters vary (${varying.join(', ')}), and this number is defined on a curve: choose a slice along one of them`,
      holds: () => false,
    };
  }
  const held = varying.filter((name) => name !== along);
  const base = baseOf(input, held, lambdas);
  const isOn = (lambda: Lambda) => held.every((name) => lambda[name] === base[name]);
  const on = new Set(lambdas.filter(isOn).map((lambda) => lambda[along]));
  return {
    value: { along, base, lambdas: on.size },
    reason: null,
    holds: (at) => !('lambda' in at) || isOn(at.lambda),
  };
}

/** What is asked for, then the task's default, then the value that most lambdas of the sweep have. */
function baseOf(
  { slice, task }: Pick<ComparisonInput, 'task' | 'slice'>,
  held: readonly string[],
  lambdas: readonly Lambda[],
): Lambda {
  return Object.fromEntries(
    held.map((name) => {
      const values = lambdas.map((lambda) => lambda[name]).filter((value) => value !== undefined);
      const asked = slice?.base?.[name];
      if (asked !== undefined && !values.includes(asked)) {
        const known = [...new Set(values)]
          .sort((a, b) => a - b)
          .slice(0, 20)
          .join(', ');
        throw new AppError(
          'invalid_input',
          `base: no lambda of the sweep has ${name} ${asked}; it has ${known}`,
        );
      }
      return [name, asked ?? usualValue(values, task.defaultLambda?.[name])];
    }),
  );
}
