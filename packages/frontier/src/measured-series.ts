/** The series that a sweep compares, each with what was measured: its groups, then the baselines made from them. */
import {
  type EvaluationPoint,
  type FrontierMethod,
  type Lambda,
  type ResolvedGroup,
  seriesName,
  variableTerms,
} from '@yoto/core';
import type { FrontierInput, FrontierJob } from './frontier-input.ts';
import { compareLambdas } from './lambda-order.ts';
import { type MeasuredLambda, measuredLambdas } from './measurement.ts';
import { chooseSingleModel } from './single-model.ts';

export interface MeasuredSeries {
  name: string;
  method: FrontierMethod;
  jobs: readonly FrontierJob[];
  /** Ordered by lambda; of a reference by its setting, which is what its lambdas say. */
  measured: readonly MeasuredLambda[];
}

/** Whether its points belong to lambdas: not those of a reference, which has settings in their place. */
export const hasLambdas = ({ method }: Pick<MeasuredSeries, 'method'>): boolean => method !== 'reference';

export interface MeasuredSweep {
  series: readonly MeasuredSeries[];
  /** The first fixed group: the one that every method is compared with. */
  reference: MeasuredSeries | undefined;
  singleModel: { lambda: Lambda; group: string } | undefined;
}

const SINGLE_MODEL = 'single model';

/**
 * One series a group, in the spec's order, then an interpolation baseline for each group that has one, then the
 * single model of the first fixed group.
 */
export function measuredSweep(input: FrontierInput): MeasuredSweep {
  const { spec, task, jobs } = input;
  const terms = variableTerms(task);
  const byJob = evaluationsByJob(input.evaluations);
  const seriesOf = (name: string, method: FrontierMethod, own: readonly FrontierJob[]): MeasuredSeries => {
    const measured = measuredLambdas(own, byJob);
    const order = hasLambdas({ method }) ? terms : Object.keys(measured[0]?.lambda ?? {});
    measured.sort((a, b) => compareLambdas(a.lambda, b.lambda, order));
    return { name, method, jobs: own, measured };
  };
  const groups = spec.groups.map((group) => {
    const own = jobs.filter((job) => job.group === group.name && job.kind !== 'interpolation');
    return seriesOf(group.name, group.kind, own);
  });
  const interpolations = spec.groups.flatMap(({ name }) => {
    const own = jobs.filter((job) => job.group === name && job.kind === 'interpolation');
    return own.length > 0 ? [seriesOf(seriesName(name, 'interpolation'), 'interpolation', own)] : [];
  });
  const group = spec.groups.find(({ kind }) => kind === 'fixed');
  const reference = groups.find(({ method }) => method === 'fixed');
  const single = group && reference && singleModelSeries(group, reference, task, terms);
  const series = [...groups, ...interpolations, ...(single ? [single.series] : [])];
  return {
    series,
    reference,
    singleModel: single && reference ? { lambda: single.lambda, group: reference.name } : undefined,
  };
}

/** The chosen model at every lambda of its group, whether or not the model for that lambda is trained yet. */
function singleModelSeries(
  group: ResolvedGroup,
  reference: MeasuredSeries,
  task: FrontierInput['task'],
  terms: readonly string[],
): { series: MeasuredSeries; lambda: Lambda } | undefined {
  if (group.kind !== 'fixed') return undefined;
  const model = chooseSingleModel(reference.measured, group.lambdas, task.lossTerms);
  if (!model) return undefined;
  const measured = group.lambdas
    .toSorted((a, b) => compareLambdas(a, b, terms))
    .map((lambda) => ({ lambda, measurements: model.measurements }));
  const ids = new Set(model.measurements.map(({ jobId }) => jobId));
  const jobs = reference.jobs.filter((job) => ids.has(job.id));
  return { series: { name: SINGLE_MODEL, method: 'single-model', jobs, measured }, lambda: model.lambda };
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
