/** What can be put on an axis, and its values. */
import { AppError, type ComparisonAxis } from '@yoto/core';
import type { ComparedTask, ComparisonInput } from './comparison-input.ts';

type Values = Readonly<Record<string, number | null>>;

/** The loss terms, the declared sums of them, and the metrics, in the task's order. A loss is better when lower. */
export function axisChoices({ lossTerms, sums = [], metrics }: ComparedTask): ComparisonAxis[] {
  const axis = (
    { name, label, unit }: { name: string; label: string; unit?: string | undefined },
    kind: ComparisonAxis['kind'],
    better: ComparisonAxis['better'],
  ): ComparisonAxis => ({ name, label, ...(unit === undefined ? {} : { unit }), kind, better });
  return [
    ...lossTerms.map((term) => axis(term, 'term', 'lower')),
    ...sums.map((sum) => axis(sum, 'sum', 'lower')),
    ...metrics.map((metric) => axis(metric, 'metric', metric.better)),
  ];
}

/** The axes asked for, or the task's own. Throws `invalid_input` where there is none of that name, or both are one. */
export function chosenAxes(
  { task, axes = {} }: Pick<ComparisonInput, 'task' | 'axes'>,
  choices: readonly ComparisonAxis[],
): { x: ComparisonAxis; y: ComparisonAxis } {
  const find = (side: 'x' | 'y'): ComparisonAxis => {
    const name = axes[side] ?? task.frontierAxes[side];
    const found = choices.find((choice) => choice.name === name);
    if (found) return found;
    const known = choices.map((choice) => choice.name).join(', ');
    throw new AppError('invalid_input', `${side}: "${name}" cannot be shown; choose one of ${known}`);
  };
  const chosen = { x: find('x'), y: find('y') };
  if (chosen.x.name !== chosen.y.name) return chosen;
  throw new AppError('invalid_input', `x and y are both "${chosen.x.name}": choose two different ones`);
}

/** Every value of one model that can be on an axis, by name; null where it was not measured or is not finite. */
export function axisValues(
  { lossTerms, sums = [], metrics }: ComparedTask,
  measured: { losses: Values; metrics: Values },
): Record<string, number | null> {
  const term = (name: string) => finite(measured.losses[name]);
  const total = (names: readonly string[]) =>
    names.reduce<number | null>((sum, name) => {
      const value = term(name);
      return sum === null || value === null ? null : sum + value;
    }, 0);
  return Object.fromEntries([
    ...metrics.map(({ name }) => [name, finite(measured.metrics[name])] as const),
    ...sums.map(({ name, terms }) => [name, total(terms)] as const),
    // Last: of a term and a metric of one name, the term counts.
    ...lossTerms.map(({ name }) => [name, term(name)] as const),
  ]);
}

const finite = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
