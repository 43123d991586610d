import { type EvaluationPoint, measured } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { ExampleCamera } from '../examples/example-camera.ts';
import { type ExampleRecorder, pictureOriginals } from '../examples/record-examples.ts';
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

export interface EvaluateOptions {
  isStopped(): boolean;
  /** Keeps single examples as well. */
  recorder?: ExampleRecorder | undefined;
}

/**
 * Losses and metrics for every lambda of the job: means over the evaluation examples (not over batches, whose last
 * may be smaller), with the same noise for every lambda. `undefined` when `isStopped` says so on the way.
 */
export async function evaluate(
  subject: EvaluationSubject,
  options: EvaluateOptions,
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
      const isWhole = await addBatch(subject, { ...options, hostBatch, index, first: examples, totals });
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

interface BatchToAdd extends EvaluateOptions {
  hostBatch: HostBatch;
  index: number;
  /** Index of its first example. */
  first: number;
  /** A row a lambda: the sums over the batches so far. */
  totals: number[][];
}

/** Adds the sums of one batch to `totals`; false when it was stopped on the way. */
async function addBatch(
  subject: EvaluationSubject,
  { hostBatch, index, first, totals, isStopped, recorder }: BatchToAdd,
): Promise<boolean> {
  const size = batchExamples(hostBatch);
  const batch = tf.tidy(() => uploadBatch(hostBatch));
  try {
    await pictureOriginals(subject, recorder?.camera, { batch, first });
    for (const [row, lambda] of subject.spec.evaluation.lambdas.entries()) {
      if (isStopped()) return false;
      const place = { batch, index, size, lambda };
      const values = await batchValues(subject, place, { first, camera: recorder?.camera });
      recorder?.add({ row, first, size, values });
      totals[row] = columnSums(values, size).map((sum, column) => sum + (totals[row]?.[column] ?? 0));
      await yieldToEventLoop();
    }
    return true;
  } finally {
    tf.dispose(Object.values(batch));
  }
}

/** Every loss term, then every metric, of the examples of one batch: `[names, size]`. */
async function batchValues(
  { run, task, outputAt }: EvaluationSubject,
  place: EvaluationPlace,
  { first, camera }: { first: number; camera: ExampleCamera | undefined },
): Promise<Float32Array> {
  const { batch, size, lambda } = place;
  const { examplePictures } = run;
  const scene = { first, lambda };
  const { values, exposure } = tf.tidy(() => {
    const output = outputAt(place);
    const losses = declaredValues(run.lossTerms(output, batch), task.spec.lossTerms, 'loss terms', size);
    const metrics = declaredValues(run.metrics(output, batch), task.spec.metrics, 'metrics', size);
    const exposure = examplePictures && camera?.take(() => examplePictures.result(output, batch), scene);
    return { values: tf.stack([...losses, ...metrics]), exposure };
  });
  try {
    await camera?.develop(exposure, scene);
    return await values.data<'float32'>();
  } finally {
    values.dispose();
  }
}

const columnSums = (values: Float32Array, size: number): number[] =>
  Array.from({ length: values.length / size }, (_, column) =>
    values.subarray(column * size, (column + 1) * size).reduce((sum, value) => sum + value, 0),
  );

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
