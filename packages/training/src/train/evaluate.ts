import { type EvaluationPoint, type Lambda, measured } from '@yoto/core';
import { tf } from '@yoto/engine';
import { encodeLambda } from '../conditioning/encode-lambda.ts';
import { constantLambdaBatch } from '../lambda/lambda-batch.ts';
import { declaredValues } from '../loss/declared-values.ts';
import { createNoiseSource } from '../random/noise-source.ts';
import type { BatchTensors } from '../task.ts';
import { batchExamples, uploadBatch } from './batch-tensors.ts';
import type { Session } from './session.ts';
import { yieldToEventLoop } from './yield-to-event-loop.ts';

/**
 * Losses and metrics for every lambda of the job: means over the evaluation examples (not over batches, whose last
 * may be smaller), with the same noise for every lambda. `undefined` when `isStopped` says so on the way.
 */
export async function evaluate(
  session: Session,
  isStopped: () => boolean,
): Promise<EvaluationPoint[] | undefined> {
  const { run, spec, step } = session;
  const { lambdas } = spec.evaluation;
  const totals = lambdas.map(() => [] as number[]);
  let examples = 0;
  for (let index = 0; index < run.data.evaluation.count; index++) {
    const hostBatch = await run.data.evaluation.at(index);
    const size = batchExamples(hostBatch);
    const batch = tf.tidy(() => uploadBatch(hostBatch));
    try {
      for (const [row, lambda] of lambdas.entries()) {
        if (isStopped()) return undefined;
        const sums = await batchSums(session, batch, { lambda, index, size });
        totals[row] = sums.map((sum, column) => sum + (totals[row]?.[column] ?? 0));
        await yieldToEventLoop();
      }
    } finally {
      tf.dispose(Object.values(batch));
    }
    examples += size;
  }
  return lambdas.map((lambda, row) => ({
    step,
    lambda,
    ...namedMeans(session, totals[row] ?? [], examples),
    examples,
  }));
}

/** The sum of every loss term, then of every metric, over the examples of one batch. */
async function batchSums(
  { run, spec, task, terms }: Session,
  batch: BatchTensors,
  { lambda, index, size }: { lambda: Lambda; index: number; size: number },
): Promise<number[]> {
  const values = tf.tidy(() => {
    const lambdas = constantLambdaBatch(lambda, terms, size);
    const output = run.model.forward(batch, {
      mode: 'evaluate',
      encodedLambda: encodeLambda(lambdas, spec.conditioning.preprocess),
      noise: createNoiseSource(spec.seed, 'evaluate', index),
    });
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
  { task }: Session,
  totals: readonly number[],
  examples: number,
): Pick<EvaluationPoint, 'losses' | 'metrics'> {
  const means = totals.map((total) => measured(total / examples));
  const named = (names: readonly { name: string }[], first: number) =>
    Object.fromEntries(names.map(({ name }, index) => [name, means[first + index] ?? null]));
  const { lossTerms, metrics } = task.spec;
  return { losses: named(lossTerms, 0), metrics: named(metrics, lossTerms.length) };
}
