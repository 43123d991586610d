import type { TrainedJobSpec } from '@yoto/core';

/**
 * The learning rate of the step with this index (the first is 0). Milestones are shares of the step budget: from
 * each on, the rate is multiplied by `factor`.
 */
export function learningRateAt(
  spec: Pick<TrainedJobSpec, 'learningRate' | 'schedule' | 'steps'>,
  stepIndex: number,
): number {
  const { learningRate, schedule, steps } = spec;
  if (schedule.kind === 'constant') return learningRate;
  const passed = schedule.milestones.filter((share) => stepIndex >= Math.round(share * steps)).length;
  return learningRate * schedule.factor ** passed;
}
