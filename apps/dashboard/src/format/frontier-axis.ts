/** What can be on the y axis of a frontier, and which end of an axis is the good one. */
import type { TaskDetail } from '@yoto/core';

type Axes = Pick<TaskDetail, 'lossTerms' | 'metrics' | 'frontierAxes'>;

export interface AxisChoice {
  name: string;
  label: string;
}

/** Metrics and loss terms that can be shown against the task's x axis; more than one where there is a choice. */
export function yChoices({ lossTerms, metrics, frontierAxes }: Axes): {
  metrics: AxisChoice[];
  lossTerms: AxisChoice[];
} {
  const offered = (all: readonly { name: string; label: string; unit?: string | undefined }[]) =>
    all
      .filter(({ name }) => name !== frontierAxes.x)
      .map(({ name, label, unit }) => ({ name, label: unit ? `${label} (${unit})` : label }));
  return { metrics: offered(metrics), lossTerms: offered(lossTerms) };
}

/**
 * An axis with its good end, e.g. `PSNR (higher is better)`: losses are better when lower, metrics say themselves. Its label
 * alone as long as the task is not known.
 */
export function axisText({ name, label }: AxisChoice, task: Pick<Axes, 'metrics'> | undefined): string {
  if (!task) return label;
  const metric = task.metrics.find((one) => one.name === name);
  return `${label} (${metric?.better ?? 'lower'} is better)`;
}
