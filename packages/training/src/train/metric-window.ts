/** Means since the last point of the training curves. Part of a checkpoint, so that a resumed job's points are the same. */
import { type MetricPoint, pointValue } from '@yoto/core';

export interface MetricWindowState {
  steps: number;
  sums: Readonly<Record<string, number>>;
}

export interface MetricWindow {
  add(values: Readonly<Record<string, number>>): void;
  /** The means as points of `step`; the window starts anew. None when it is empty. */
  take(step: number): MetricPoint[];
  state(): MetricWindowState;
}

export function createMetricWindow(initial: MetricWindowState = { steps: 0, sums: {} }): MetricWindow {
  let { steps } = initial;
  let sums: Record<string, number> = { ...initial.sums };
  return {
    add(values) {
      steps += 1;
      for (const [name, value] of Object.entries(values)) sums[name] = (sums[name] ?? 0) + value;
    },
    take(step) {
      const points = Object.entries(sums).map(([name, sum]) => ({
        name,
        step,
        value: pointValue(sum / steps),
      }));
      steps = 0;
      sums = {};
      return points;
    },
    state: () => ({ steps, sums: { ...sums } }),
  };
}
