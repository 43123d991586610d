import type { TaskSpec } from '@yoto/core';

/** What an evaluation measures, in this order: loss terms, metrics of the engine, and at the last step those of the host. */
export function evaluatedNames({ lossTerms, metrics }: Pick<TaskSpec, 'lossTerms' | 'metrics'>): string[] {
  const onHost = metrics.filter((metric) => metric.onHost);
  return [...lossTerms, ...engineMetrics({ metrics }), ...onHost].map(({ name }) => name);
}

/** Those that `TaskRun.metrics` gives. */
export const engineMetrics = ({ metrics }: Pick<TaskSpec, 'metrics'>): TaskSpec['metrics'] =>
  metrics.filter(({ onHost }) => !onHost);
