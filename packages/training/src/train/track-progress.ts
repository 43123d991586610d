/** How far a run is and how fast, at most about once a second. Kept apart from the metric points, which must not depend on time. */
import type { TrainedJobSpec } from '@yoto/core';

export interface TrainProgress {
  step: number;
  steps: number;
  /** Over the time since the progress before; evaluations and waiting count too. */
  examplesPerSecond: number;
}

const INTERVAL_MS = 1000;

/** `after(step)` gives news when there are any: about every second, and at the last step. */
export function trackProgress(
  { steps, batchSize }: Pick<TrainedJobSpec, 'steps' | 'batchSize'>,
  firstStep: number,
): { after(step: number): TrainProgress | undefined } {
  let last = { step: firstStep, atMs: performance.now() };
  return {
    after(step) {
      const atMs = performance.now();
      const elapsedMs = atMs - last.atMs;
      if (elapsedMs < INTERVAL_MS && step < steps) return undefined;
      const examplesPerSecond = ((step - last.step) * batchSize * 1000) / Math.max(elapsedMs, 1);
      last = { step, atMs };
      return { step, steps, examplesPerSecond };
    },
  };
}
