/** Looks into one forward pass of a session, for the contract suite. */
import type { Lambda } from '@yoto/core';
import { tf } from '@yoto/engine';
import { constantLambdaBatch, type LambdaBatch, lambdaColumns } from '../lambda/lambda-batch.ts';
import { declaredValues } from '../loss/declared-values.ts';
import { engineMetrics } from '../loss/evaluated-names.ts';
import type { BatchTensors, ForwardContext, HostArray, HostBatch } from '../task.ts';
import { batchExamples, uploadBatch } from '../train/batch-tensors.ts';
import { forwardContext } from '../train/forward-context.ts';
import type { Session } from '../train/session.ts';

/** The values of the examples of one batch, by the names of the loss terms and metrics. */
export type ExampleValues = Record<string, number[]>;

export interface ProbeOptions {
  mode: ForwardContext['mode'];
  /** The first evaluation lambda unless given. */
  lambda?: Lambda | undefined;
}

/** Loss terms and metrics of the first batch of the mode. Throws when names or shapes are not as declared. */
export async function probeValues(session: Session, options: ProbeOptions): Promise<ExampleValues> {
  const { run, task } = session;
  const { train, evaluation } = run.data;
  const hostBatch = await (options.mode === 'train' ? train : evaluation).at(0);
  return tf.tidy(() => {
    const batch = uploadBatch(hostBatch);
    const lambdas = probedLambdas(session, hostBatch, options);
    const output = run.model.forward(batch, forwardContext(session, lambdas, options.mode, 0));
    const lambda = lambdaColumns(lambdas);
    const examples = batchExamples(hostBatch);
    const { lossTerms } = task.spec;
    const metrics = engineMetrics(task.spec);
    const tensors = [
      ...declaredValues(run.lossTerms(output, batch, lambda), lossTerms, 'loss terms', examples),
      ...declaredValues(run.metrics(output, batch), metrics, 'metrics', examples),
    ];
    const names = [...lossTerms, ...metrics].map(({ name }) => name);
    return Object.fromEntries(tensors.map((tensor, index) => [names[index], [...tensor.dataSync()]]));
  });
}

/** All that is in a batch, as text: comparing number by number takes seconds. */
export function batchText(batch: HostBatch): string {
  const bytesOf = ({ buffer, byteOffset, byteLength }: HostArray['data']) =>
    Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  return JSON.stringify(
    Object.entries(batch).map(([name, { shape, data }]) => [
      name,
      shape,
      data.constructor.name,
      bytesOf(data),
    ]),
  );
}

/** The bytes of all weights, end to end. */
export function allWeights({ variables }: Session): Buffer {
  return Buffer.concat(
    [...variables.values()].map((variable) => Buffer.from(variable.dataSync().slice().buffer)),
  );
}

/** The largest absolute gradient that each loss term gives to any variable. */
export async function probeGradients(session: Session): Promise<Record<string, number>> {
  const hostBatch = await session.run.data.train.at(0);
  const names = session.task.spec.lossTerms.map(({ name }) => name);
  return tf.tidy(() => {
    const batch = uploadBatch(hostBatch);
    return Object.fromEntries(names.map((name) => [name, largestGradient(session, hostBatch, batch, name)]));
  });
}

function largestGradient(session: Session, hostBatch: HostBatch, batch: BatchTensors, term: string): number {
  const { run, variables } = session;
  const { grads } = tf.variableGrads(() => {
    const lambdas = probedLambdas(session, hostBatch);
    const output = run.model.forward(batch, forwardContext(session, lambdas, 'train', 0));
    return tf.mean(run.lossTerms(output, batch, lambdaColumns(lambdas))[term] as tf.Tensor1D);
  }, [...variables.values()]);
  return Math.max(
    ...Object.values(grads).map((gradient) => tf.max(tf.abs(gradient)).dataSync()[0] as number),
  );
}

function probedLambdas(
  { spec, lambdaNames }: Session,
  hostBatch: HostBatch,
  { lambda = spec.evaluation.lambdas[0] ?? {} }: Pick<ProbeOptions, 'lambda'> = {},
): LambdaBatch {
  return constantLambdaBatch(lambda, lambdaNames, batchExamples(hostBatch));
}
