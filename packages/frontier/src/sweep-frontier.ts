/** From the last evaluations of a sweep to the curves people compare (paper, section 4: figures 2 and 4). */
import {
  type EvaluationPoint,
  type FrontierSeries,
  type Lambda,
  lambdaKey,
  type ResolvedGroup,
  type SweepFrontier,
  variableTerms,
} from '@yoto/core';
import type { FrontierInput, FrontierJob } from './frontier-input.ts';
import { frontierPoint, type PointContext } from './frontier-point.ts';
import { compareLambdas } from './lambda-order.ts';
import { type MeasuredLambda, measuredLambdas } from './measurement.ts';
import { seriesSummary } from './series-summary.ts';
import { chooseSingleModel } from './single-model.ts';

const SINGLE_MODEL = 'single model';

/**
 * One series a group, in the spec's order, then the single-model baseline. The first fixed group is the reference:
 * every method's full loss is compared with its models, and the single model is one of them. Works on sweeps that
 * have only begun; what is not measured yet is left out.
 */
export function sweepFrontier(input: FrontierInput): SweepFrontier {
  const { spec, task, jobs } = input;
  const terms = variableTerms(task);
  const byJob = evaluationsByJob(input.evaluations);
  const groups = spec.groups.map((group) => {
    const groupJobs = jobs.filter((job) => job.group === group.name);
    const measured = measuredLambdas(groupJobs, byJob).sort((a, b) =>
      compareLambdas(a.lambda, b.lambda, terms),
    );
    return { group, jobs: groupJobs, measured };
  });
  const reference = groups.find(({ group }) => group.kind === 'fixed');
  const context = { task, fixedLosses: fixedLosses(reference?.measured ?? [], task) };
  const series = groups.map(({ group, jobs, measured }): FrontierSeries => {
    const points = measured.map((one) => frontierPoint(one.lambda, one.measurements, context));
    return { name: group.name, method: group.kind, points, summary: seriesSummary(points, jobs) };
  });
  const single = reference && singleModelSeries(reference, context, terms);
  return {
    sweepId: input.sweepId,
    axes: { x: axis(task, task.frontierAxes.x), y: axis(task, task.frontierAxes.y) },
    terms,
    series: single ? [...series, single.series] : series,
    singleModel: single ? { lambda: single.lambda, group: single.group } : null,
    complete: jobs.length > 0 && jobs.every((job) => job.state === 'completed'),
  };
}

/** The chosen model at every lambda of its group, whether or not the model for that lambda is trained yet. */
function singleModelSeries(
  reference: { group: ResolvedGroup; jobs: readonly FrontierJob[]; measured: readonly MeasuredLambda[] },
  context: PointContext,
  terms: readonly string[],
): { series: FrontierSeries; lambda: Lambda; group: string } | undefined {
  const { group, measured } = reference;
  if (group.kind !== 'fixed') return undefined;
  const model = chooseSingleModel(measured, group.lambdas, context.task.lossTerms);
  if (!model) return undefined;
  const points = group.lambdas
    .toSorted((a, b) => compareLambdas(a, b, terms))
    .map((lambda) => frontierPoint(lambda, model.measurements, context));
  const ids = new Set(model.measurements.map(({ jobId }) => jobId));
  const jobs = reference.jobs.filter((job) => ids.has(job.id));
  const series = {
    name: SINGLE_MODEL,
    method: 'single-model' as const,
    points,
    summary: seriesSummary(points, jobs),
  };
  return { series, lambda: model.lambda, group: group.name };
}

function fixedLosses(measured: readonly MeasuredLambda[], task: PointContext['task']) {
  const context = { task, fixedLosses: new Map() };
  return new Map(
    measured.map(({ lambda, measurements }) => [
      lambdaKey(lambda),
      frontierPoint(lambda, measurements, context).fullLoss,
    ]),
  );
}

function evaluationsByJob(evaluations: FrontierInput['evaluations']): Map<string, EvaluationPoint[]> {
  const byJob = new Map<string, EvaluationPoint[]>();
  for (const { jobId, ...point } of evaluations) {
    const points = byJob.get(jobId);
    if (points) points.push(point);
    else byJob.set(jobId, [point]);
  }
  return byJob;
}

function axis(task: FrontierInput['task'], name: string): SweepFrontier['axes']['x'] {
  const shown = [...task.lossTerms, ...task.metrics].find((candidate) => candidate.name === name);
  const unit = shown?.unit;
  return { name, label: shown?.label ?? name, ...(unit === undefined ? {} : { unit }) };
}
