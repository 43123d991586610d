import {
  AppError,
  finiteEvaluation,
  fixedLambda,
  jobSeed,
  jobSources,
  MAX_EVALUATION_LAMBDAS_PER_SWEEP,
  parseLambdaText,
  placeCount,
  type SweepSpec,
  type TaskSpec,
} from '@yoto/core';
import { type ComparisonInput, checkComparison, compareSweep, type MergedSweep } from '@yoto/frontier';
import type { ApiContext } from '../context.ts';
import type { Operation } from './operation.ts';

/**
 * How the methods compare, as far as the sweep has come. With intervals it is computed in a thread, once for every state
 * of the sweep; without them at once. Who wants whichever is quick gets the kept one, which reads nothing but the sweep.
 */
export const getSweepComparison: Operation<'getSweepComparison'> = async (context, { params, query }) => {
  const { storage, tasks, comparisons } = context;
  const [key, sweep] = await Promise.all([storage.sweeps.stateKey(params.id), storage.sweeps.get(params.id)]);
  assertComparable(sweep.spec);
  const choice = choiceOf(query);
  const task = comparedTask(tasks.get(sweep.taskId));
  const { step } = query;
  const read = async () => ({ ...(await readMeasured(context, sweep.id, step)), task, ...choice });
  const subject = JSON.stringify([sweep.id, choice, step]);
  const known = query.intervals === 'ready' ? comparisons.ready(subject, key) : undefined;
  if (known) return known;
  if (query.intervals !== 'yes') return compareSweep(await read(), { resamples: 0 });
  // A wrong choice is refused at once, and waits for no thread.
  checkComparison({ spec: sweep.spec, task, ...choice });
  return comparisons.get(subject, key, read);
};

/** The axes and the slice that are asked for. Throws `invalid_input` for a base without a slice, or one that cannot be read. */
export function choiceOf({ x, y, slice, base }: AskedChoice): Choice {
  if (base !== undefined && slice === undefined) {
    throw new AppError('invalid_input', 'base: it belongs to a slice; say with `slice` which weight varies');
  }
  return {
    axes: { ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }) },
    ...(slice === undefined
      ? {}
      : { slice: { along: slice, ...(base === undefined ? {} : { base: parseLambdaText(base, 'base') }) } }),
  };
}

/** What crosses to a thread: plain data, without the task's schemas. */
export const comparedTask = ({
  lossTerms,
  metrics,
  frontierAxes,
  sums = [],
  lossParameters = [],
  defaultLambda = {},
}: TaskSpec): ComparisonInput['task'] => ({
  lossTerms,
  metrics,
  frontierAxes,
  sums,
  lossParameters,
  defaultLambda,
});

type Choice = Pick<ComparisonInput, 'axes' | 'slice'>;
type AskedChoice = Partial<Record<'x' | 'y' | 'slice' | 'base', string | undefined>>;

/** What a sweep has measured so far, or had at `untilStep`, from the last evaluation of every job. Plain data: it can cross to a thread. */
export async function readMeasured(
  { storage }: Pick<ApiContext, 'storage'>,
  sweepId: string,
  untilStep?: number,
): Promise<MergedSweep['input']> {
  const sweep = await storage.sweeps.get(sweepId);
  const [rows, evaluations, use, data] = await Promise.all([
    storage.jobs.ofSweep(sweep.id),
    storage.points.lastEvaluationsOfSweep(sweep.id, untilStep),
    storage.jobs.deviceUseOfSweep(sweep.id),
    storage.jobs.dataOfSweep(sweep.id),
  ]);
  return {
    sweepId: sweep.id,
    spec: sweep.spec,
    data,
    evaluations: evaluations.map((point) => {
      const { at, losses, metrics } = finiteEvaluation(point);
      return { jobId: point.jobId, at, losses, metrics };
    }),
    jobs: rows.map(({ id, state, step, spec }) => ({
      id,
      group: spec.group,
      kind: spec.kind,
      seed: jobSeed(spec),
      state,
      lambda: fixedLambda(spec) ?? null,
      steps: step,
      deviceSeconds: use.get(id)?.seconds ?? 0,
      devices: use.get(id)?.devices ?? [],
      sources: jobSources(spec).flatMap((index) => rows[index]?.id ?? []),
    })),
  };
}

/** Throws `invalid_input` for a sweep from before there was a limit, whose comparison would be too large to answer with. */
export function assertComparable({ groups }: Pick<SweepSpec, 'groups'>): void {
  const points = groups.reduce((sum, group) => sum + placeCount(group), 0);
  if (points <= MAX_EVALUATION_LAMBDAS_PER_SWEEP) return;
  throw new AppError(
    'invalid_input',
    `The sweep evaluates its groups at ${points} lambdas in all; at most ${MAX_EVALUATION_LAMBDAS_PER_SWEEP} can be compared: split it into several sweeps, or evaluate at fewer lambdas`,
  );
}
