import { type ModelEvaluation, pointValue } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { ExampleCamera } from '../examples/example-camera.ts';
import { type ExampleRecorder, pictureOriginals } from '../examples/record-examples.ts';
import { constantLambdaBatch, lambdaColumns } from '../lambda/lambda-batch.ts';
import { declaredValues } from '../loss/declared-values.ts';
import { engineMetrics, evaluatedNames } from '../loss/evaluated-names.ts';
import type { HostBatch } from '../task.ts';
import { batchExamples, uploadBatch } from './batch-tensors.ts';
import type { HostMeasurement } from './measure-on-host.ts';
import type { EvaluationPlace } from './model-output.ts';
import type { OpenModel } from './open-model.ts';
import { prefetch } from './prefetch.ts';
import { yieldToEventLoop } from './yield-to-event-loop.ts';

/** A model, or a mixture of two, at a step of its training. */
export interface EvaluationSubject extends Pick<OpenModel, 'spec' | 'task' | 'run' | 'lambdaNames'> {
  readonly step: number;
  /** What `run.lossTerms` and `run.metrics` are asked about; called within `tf.tidy`. */
  outputAt(place: EvaluationPlace): unknown;
}

export interface EvaluateOptions {
  isStopped(): boolean;
  /** Keeps single examples as well. */
  recorder?: ExampleRecorder | undefined;
  /** Measures what the host measures as well. */
  host?: HostMeasurement | undefined;
}

/**
 * Losses and metrics for every lambda of the job: means over the evaluation examples (not over batches, whose last
 * may be smaller), with the same noise for every lambda. `undefined` when `isStopped` says so on the way.
 */
export async function evaluate(
  subject: EvaluationSubject,
  options: EvaluateOptions,
): Promise<ModelEvaluation[] | undefined> {
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
  /** One row per lambda: the sums over the batches so far. */
  totals: number[][];
}

/** Adds the sums of one batch to `totals`; false when it was stopped on the way. */
async function addBatch(
  subject: EvaluationSubject,
  { hostBatch, index, first, totals, isStopped, recorder, host }: BatchToAdd,
): Promise<boolean> {
  const size = batchExamples(hostBatch);
  const batch = tf.tidy(() => uploadBatch(hostBatch));
  try {
    await pictureOriginals(subject, recorder?.camera, { batch, first });
    for (const [row, lambda] of subject.spec.evaluation.lambdas.entries()) {
      if (isStopped()) return false;
      const place = { batch, index, size, lambda };
      const values = await batchValues(subject, place, { first, camera: recorder?.camera, hostBatch, host });
      recorder?.add({ row, first, size, values });
      totals[row] = columnSums(values, size).map((sum, column) => sum + (totals[row]?.[column] ?? 0));
      await yieldToEventLoop();
    }
    return true;
  } finally {
    tf.dispose(Object.values(batch));
  }
}

interface Observers extends Pick<BatchToAdd, 'first' | 'hostBatch' | 'host'> {
  camera: ExampleCamera | undefined;
}

/** What `evaluatedNames` says, without the host's metrics where there is no `host`, of a batch: `[names, size]`. */
async function batchValues(
  { run, task, lambdaNames, outputAt }: EvaluationSubject,
  place: EvaluationPlace,
  { first, camera, hostBatch, host }: Observers,
): Promise<Float32Array> {
  const { batch, size, lambda } = place;
  const { examplePictures } = run;
  const scene = { first, at: { lambda } };
  const { values, exposure, inputs } = tf.tidy(() => {
    const output = outputAt(place);
    const columns = lambdaColumns(constantLambdaBatch(lambda, lambdaNames, size));
    const terms = run.lossTerms(output, batch, columns);
    const losses = declaredValues(terms, task.spec.lossTerms, 'loss terms', size);
    const metrics = declaredValues(run.metrics(output, batch), engineMetrics(task.spec), 'metrics', size);
    const exposure = examplePictures && camera?.take(() => examplePictures.result(output, batch), scene);
    return { values: tf.stack([...losses, ...metrics]), exposure, inputs: host?.inputs(output) };
  });
  try {
    await camera?.develop(exposure, scene);
    const own = await values.data<'float32'>();
    if (!host || !inputs) return own;
    const rows = await host.values(inputs, { batch: hostBatch, size, lambda });
    return Float32Array.of(...own, ...rows.flat());
  } finally {
    tf.dispose([values, inputs ?? {}]);
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
): Pick<ModelEvaluation, 'losses' | 'metrics'> {
  const names = evaluatedNames(task.spec);
  const means = totals.map((total, column) => [names[column] ?? '', pointValue(total / examples)] as const);
  const { length } = task.spec.lossTerms;
  return {
    losses: Object.fromEntries(means.slice(0, length)),
    metrics: Object.fromEntries(means.slice(length)),
  };
}
