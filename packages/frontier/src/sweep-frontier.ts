/** From the last evaluations of a sweep to the curves people compare (paper, section 4: figures 2 and 4). */
import { type FrontierSeries, lambdaKey, type SweepFrontier, variableTerms } from '@yoto/core';
import type { FrontierInput } from './frontier-input.ts';
import { frontierPoint, type PointContext } from './frontier-point.ts';
import { measuredSweep } from './measured-series.ts';
import type { MeasuredLambda } from './measurement.ts';
import { seriesSummary } from './series-summary.ts';

/**
 * One series a group, in the spec's order, then the baselines. The first fixed group is the reference: every method's
 * full loss is compared with its models, and the single model is one of them. Works on sweeps that have only begun;
 * what is not measured yet is left out.
 */
export function sweepFrontier(input: FrontierInput): SweepFrontier {
  const { task, jobs } = input;
  const { series, reference, singleModel } = measuredSweep(input);
  const context = { task, fixedLosses: fixedLosses(reference?.measured ?? [], task) };
  return {
    sweepId: input.sweepId,
    axes: { x: frontierAxis(task, task.frontierAxes.x), y: frontierAxis(task, task.frontierAxes.y) },
    terms: variableTerms(task),
    series: series.map(({ name, method, jobs, measured }): FrontierSeries => {
      const points = measured.map((one) => frontierPoint(one.lambda, one.measurements, context));
      return { name, method, points, summary: seriesSummary(points, jobs) };
    }),
    singleModel: singleModel ?? null,
    complete: jobs.length > 0 && jobs.every((job) => job.state === 'completed'),
  };
}

function fixedLosses(measured: readonly MeasuredLambda[], task: PointContext['task']) {
  const context = { task, fixedLosses: new Map<string, number | null>() };
  return new Map(
    measured.map(({ lambda, measurements }) => [
      lambdaKey(lambda),
      frontierPoint(lambda, measurements, context).fullLoss,
    ]),
  );
}

/** An axis as charts show it: a loss term or a metric with its label and unit. */
export function frontierAxis(task: FrontierInput['task'], name: string): SweepFrontier['axes']['x'] {
  const shown = [...task.lossTerms, ...task.metrics].find((candidate) => candidate.name === name);
  const unit = shown?.unit;
  return { name, label: shown?.label ?? name, ...(unit === undefined ? {} : { unit }) };
}
