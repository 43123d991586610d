import { type FrontierPoint, type Lambda, lambdaKey, type TaskSpec } from '@yoto/core';
import { fullLoss } from './full-loss.ts';
import type { Measurement } from './measurement.ts';
import { mean, sampleDeviation } from './seed-statistics.ts';

/** What a point needs to know of the task, and of the fixed models it is compared with. */
export interface PointContext {
  task: Pick<TaskSpec, 'lossTerms' | 'frontierAxes'>;
  /** The fixed models' mean full loss by `lambdaKey`. */
  fixedLosses: ReadonlyMap<string, number | null>;
}

/**
 * One method at one lambda: the mean over seeds of the axes' values and of the full loss, and how much that is above
 * the fixed models (the quantity of the paper's full-loss plots). Seeds that diverged are left out and `seeds` counts
 * the others; when all have diverged the values are null.
 */
export function frontierPoint(
  lambda: Lambda,
  measurements: readonly Measurement[],
  context: PointContext,
): FrontierPoint {
  const { task, fixedLosses } = context;
  const models = measurements.map((measurement) => ({
    x: axisValue(measurement, task.frontierAxes.x),
    y: axisValue(measurement, task.frontierAxes.y),
    loss: fullLoss(task.lossTerms, lambda, measurement.losses),
  }));
  const sound = models.filter((model) => model.loss !== null);
  const used = sound.length > 0 ? sound : models;
  const xs = used.map((model) => model.x);
  const ys = used.map((model) => model.y);
  const losses = used.map((model) => model.loss);
  const loss = mean(losses);
  const fixedLoss = fixedLosses.get(lambdaKey(lambda)) ?? null;
  return {
    lambda,
    x: mean(xs),
    y: mean(ys),
    fullLoss: loss,
    differenceToFixed: loss === null || fixedLoss === null ? null : loss - fixedLoss,
    seeds: used.length,
    xDeviation: sampleDeviation(xs),
    yDeviation: sampleDeviation(ys),
    fullLossDeviation: sampleDeviation(losses),
  };
}

/** An axis shows a loss term or, failing that, a metric. */
export const axisValue = (
  measurement: Pick<Measurement, 'losses' | 'metrics'>,
  name: string,
): number | null => measurement.losses[name] ?? measurement.metrics[name] ?? null;
