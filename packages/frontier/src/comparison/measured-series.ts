/** The series that a sweep compares, each with what was measured: its groups, then the baselines made from them. */
import {
  comparePlaces,
  type Method,
  parametersAt,
  type ResolvedGroup,
  type SweepComparison,
  seriesName,
} from '@yoto/core';
import type { ComparedEvaluation, ComparedJob, ComparisonInput } from '../comparison-input.ts';
import { groupBy } from '../group-by.ts';
import { type MeasuredPlace, measuredPlaces } from './measurement.ts';
import { singleModel } from './single-model.ts';

export interface MeasuredSeries {
  name: string;
  method: Method;
  jobs: readonly ComparedJob[];
  /** Ordered by lambda, of a codec by its setting. */
  measured: readonly MeasuredPlace[];
}

export interface MeasuredSweep {
  series: readonly MeasuredSeries[];
  /** The first fixed group: the one that every method is compared with. */
  fixed: MeasuredSeries | undefined;
  singleModel: SweepComparison['singleModel'];
}

const SINGLE_MODEL = 'single model';

type FixedGroup = Extract<ResolvedGroup, { kind: 'fixed' }>;

/**
 * One series per group, in the spec's order, then an interpolation baseline for each group that has one, then the
 * single model of the first fixed group. `parameters`: those of lambda, in the order that points are sorted by.
 */
export function measuredSweep(input: ComparisonInput, parameters: readonly string[]): MeasuredSweep {
  const { spec, task, jobs } = input;
  const byJob = groupBy(input.evaluations, ({ jobId }) => jobId);
  const lossParameters = (task.lossParameters ?? []).map(({ name }) => name);
  const seriesOf = (name: string, method: Method, own: readonly ComparedJob[]): MeasuredSeries => {
    const measured = measuredPlaces(own, byJob, lossParameters);
    return { name, method, jobs: own, measured: inOrder(measured, parameters) };
  };
  const groups = spec.groups.map((group) => {
    const own = jobs.filter((job) => job.group === group.name && job.kind !== 'interpolation');
    return seriesOf(group.name, group.kind, own);
  });
  const interpolations = spec.groups.flatMap(({ name }) => {
    const own = jobs.filter((job) => job.group === name && job.kind === 'interpolation');
    return own.length > 0 ? [seriesOf(seriesName(name, 'interpolation'), 'interpolation', own)] : [];
  });
  const fixed = groups.find(({ method }) => method === 'fixed');
  const single = singleModelSeries(input, fixed, byJob, parameters);
  return {
    series: [...groups, ...interpolations, ...(single.series ? [single.series] : [])],
    fixed,
    singleModel: single.singleModel,
  };
}

/** Points of codecs have settings of their own, which are sorted by name. */
function inOrder(measured: MeasuredPlace[], parameters: readonly string[]): MeasuredPlace[] {
  const [first] = measured;
  const order = !first || 'lambda' in first.at ? parameters : Object.keys(parametersAt(first.at));
  return measured.sort((a, b) => comparePlaces(a.at, b.at, order));
}

/** The chosen model at every lambda of its group, whether or not the model for that lambda is trained yet. */
function singleModelSeries(
  { spec, task }: ComparisonInput,
  fixed: MeasuredSeries | undefined,
  byJob: ReadonlyMap<string, readonly ComparedEvaluation[]>,
  parameters: readonly string[],
): { series?: MeasuredSeries; singleModel: MeasuredSweep['singleModel'] } {
  const none = (reason: string) => ({ singleModel: { value: null, reason } });
  const group = spec.groups.find(({ kind }) => kind === 'fixed');
  if (!fixed || group?.kind !== 'fixed') return none('no group trains fixed models');
  const model = singleModel(group, fixed.measured, byJob, task);
  if (!model) return none(whyNone(group, task));
  const { lambda, rule, jobIds, measured } = model;
  const jobs = fixed.jobs.filter(({ id }) => jobIds.includes(id));
  return {
    series: { name: SINGLE_MODEL, method: 'single-model', jobs, measured: inOrder(measured, parameters) },
    singleModel: { value: { lambda, rule, group: fixed.name }, reason: null },
  };
}

/** A fixed model is measured at the loss parameters of its own lambda only: its terms are others elsewhere. */
function whyNone(
  { lambdas, singleModel: named }: FixedGroup,
  { lossParameters = [] }: ComparisonInput['task'],
) {
  if (named) return 'the model that the group names is not measured yet';
  const varying = lossParameters.filter(({ name }) =>
    lambdas.some((lambda) => lambda[name] !== lambdas[0]?.[name]),
  );
  if (varying.length === 0) return 'no fixed model is measured yet';
  const names = varying.map(({ name }) => name).join(', ');
  return `no fixed model is measured at every value of ${names}, so that none is the best on average: choose one with \`singleModel\``;
}
