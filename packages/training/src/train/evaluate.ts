import { type EvaluationPoint, measured } from '@yoto/core';
import { tf } from '@yoto/engine';
import { declaredValues } from '../loss/declared-values.ts';
import type { HostBatch } from '../task.ts';
import { batchExamples, uploadBatch } from './batch-tensors.ts';
import type { EvaluationPlace } from './model-output.ts';
import type { OpenModel } from './open-model.ts';
import { prefetch } from './prefetch.ts';
import { yieldToEventLoop } from './yield-to-event-loop.ts';

/** A model, or a mixture of two, at a step of its training. */
export interface EvaluationSubject extends Pick<OpenModel, 'spec' | 'task' | 'run'> {
  readonly step: number;
  /** What `run.lossTerms` and `run.metrics` are asked about; called within `tf.tidy`. */
  outputAt(place: EvaluationPlace): unknown;
}

/**
 * Losses and metrics for every lambda of the job: means over the evaluation examples (not over batches, whose last
 * may be smaller), with the same noise for every lambda. `undefined` when `isStopped` says so on the way.
 */
export async function evaluate(
  subject: EvaluationSubject,
  isStopped: () => boolean,
): Promise<EvaluationPoint[] | undefined> {
  const { run, spec, step } = subject;
  const { evaluation } = run.data;
  const { lambdas } = spec.evaluation;
  const totals = lambdas.map(() => [] as number[]);
  let examples = 0;
  const batches = prefetch(evaluation, 0, evaluation.count);
  try {
    for (let index = 0; index < evaluation.count; index++) {
      const hostBatch = await batches.next();
      const isWhole = await addBatch(subject, { hostBatch, index, totals, isStopped });
      if (!isWhole) return undefined;
      examples += batchExamples(hostBatch);
    }
  } finally {
    await batches.settled();
  }
  return lambdas.map((lambda, row) => ({
    step,
    lambda,
    ...namedMeans(subject, totals[row] ?? [], examples),
    examples,
  }));
}

interface BatchToAdd {
  hostBatch: HostBatch;
  index: number;
  /** A row a lambda: the sums over the batches so far. */
  totals: number[][];
  isStopped(): boolean;
}

/** Adds the sums of one batch to `totals`; false when it was stopped on the way. */
async function addBatch(
  subject: EvaluationSubject,
  { hostBatch, index, totals, isStopped }: BatchToAdd,
): Promise<boolean> {
  const size = batchExamples(hostBatch);
  const batch = tf.tidy(() => uploadBatch(hostBatch));
  try {
    for (const [row, lambda] of subject.spec.evaluation.lambdas.entries()) {
      if (isStopped()) return false;
      const sums = await batchSums(subject, { batch, index, size, lambda });
      totals[row] = sums.map((sum, column) => sum + (totals[row]?.[column] ?? 0));
      await yieldToEventLoop();
    }
    return true;
  } finally {
    tf.dispose(Object.values(batch));
  }
}

/** The sum of every loss term, then of every metric, over the examples of one batch. */
async function batchSums(
  { run, task, outputAt }: EvaluationSubject,
  place: EvaluationPlace,
): Promise<number[]> {
  const { batch, size } = place;
  const values = tf.tidy(() => {
    const output = outputAt(place);
    const losses = declaredValues(run.lossTerms(output, batch), task.spec.lossTerms, 'loss terms', size);
    const metrics = declaredValues(run.metrics(output, batch), task.spec.metrics, 'metrics', size);
    return tf.stack([...losses, ...metrics]);
  });
  const perExample = await values.data<'float32'>();
  values.dispose();
  const columns = perExample.length / size;
  return Array.from({ length: columns }, (_, column) =>
    perExample.subarray(column * size, (column + 1) * size).reduce((sum, value) => sum + value, 0),
  );
}

function namedMeans(
  { task }: EvaluationSubject,
  totals: readonly number[],
  examples: number,
): Pick<EvaluationPoint, 'losses' | 'metrics'> {
  const means = totals.map((total) => measured(total / examples));
  const named = (names: readonly { name: string }[], first: number) =>
    Object.fromEntries(names.map(({ name }, index) => [name, means[first + index] ?? null]));
  const { lossTerms, metrics } = task.spec;
  return { losses: named(lossTerms, 0), metrics: named(metrics, lossTerms.length) };
}
