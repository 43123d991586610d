import type { TrainedJobSpec } from '@yoto/core';
import { tf } from '@yoto/engine';
import { type LambdaBatch, lambdaColumns, sampleLambdaBatch } from '../lambda/lambda-batch.ts';
import { declaredValues } from '../loss/declared-values.ts';
import { exampleScales } from '../loss/example-scales.ts';
import { weightedLoss } from '../loss/weighted-loss.ts';
import type { HostBatch } from '../task.ts';
import { batchExamples, uploadBatch } from './batch-tensors.ts';
import { clipGradients, squaredNorm } from './clip-gradients.ts';
import { forwardContext } from './forward-context.ts';
import { learningRateAt } from './learning-rate.ts';
import type { Session } from './session.ts';

/**
 * Of one step, by the names of the metric points: batch means `loss` (weighted, and balanced where the optimiser says so) and `loss/<term>` (unweighted), and
 * `gradientNorm` (of all gradients together, before clipping) where the optimiser has a `maxGradientNorm` or points are due.
 */
export type StepLosses = Readonly<Record<string, number>>;

/**
 * One optimiser step of a session that has done `session.step`. When the loss is not finite, the weights are left
 * as they are: the caller must look at the values returned.
 */
export async function trainStep(session: Session, hostBatch: HostBatch): Promise<StepLosses> {
  const { spec, task, lambdaNames, step } = session;
  const lambdas = sampleLambdaBatch(spec, lambdaNames, step, batchExamples(hostBatch));
  const { maxGradientNorm } = spec.optimiser;
  // Elsewhere nobody wants the norm, which takes a pass over all gradients.
  const wantsNorm = maxGradientNorm !== undefined || isMetricStep(spec, step + 1);
  const { losses, gradients } = lossesAndGradients(session, hostBatch, lambdas);
  // One tensor, so that there is one wait for the engine.
  const measured = wantsNorm
    ? tf.tidy(() => tf.concat([losses, squaredNorm(gradients).reshape([1])]) as tf.Tensor1D)
    : losses;
  try {
    const [loss = Number.NaN, ...others] = await measured.data<'float32'>();
    const named: [string, number][] = task.spec.lossTerms.map(({ name }, index) => [
      `loss/${name}`,
      others[index] as number,
    ]);
    if (wantsNorm) {
      const gradientNorm = Math.sqrt(others.at(-1) as number);
      if (maxGradientNorm !== undefined) clipGradients(gradients, gradientNorm, maxGradientNorm);
      named.push(['gradientNorm', gradientNorm]);
    }
    if (Number.isFinite(loss)) {
      const { length } = task.spec.lossTerms;
      if (wantsSizes(spec)) session.termSizes.add(others.slice(length, 2 * length));
      session.adam.update(gradients, learningRateAt(spec, step), step + 1);
    }
    return { loss, ...Object.fromEntries(named) };
  } finally {
    tf.dispose([losses, measured, ...gradients.values()]);
  }
}

/** Whether the points of the training curves are due after so many steps: every so many, and at the last. */
export const isMetricStep = (
  { metricsEverySteps, steps }: Pick<TrainedJobSpec, 'metricsEverySteps' | 'steps'>,
  step: number,
): boolean => step % metricsEverySteps === 0 || step === steps;

/** Whether anything asks how large the loss terms are. */
const wantsSizes = ({ optimiser }: TrainedJobSpec): boolean => optimiser.lossBalance !== undefined;

interface LossesAndGradients {
  /** The weighted loss, the mean of each unweighted term, and where `wantsSizes` that of its absolute value. */
  losses: tf.Tensor1D;
  gradients: Map<string, tf.Tensor>;
}

function lossesAndGradients(
  session: Session,
  hostBatch: HostBatch,
  lambdas: LambdaBatch,
): LossesAndGradients {
  const { run, spec, task, variables } = session;
  let gradients: Map<string, tf.Tensor> = new Map();
  const losses = tf.tidy(() => {
    const batch = uploadBatch(hostBatch);
    const lambda = lambdaColumns(lambdas);
    let means: tf.Tensor1D | undefined;
    const weighted = () => {
      const output = run.model.forward(batch, forwardContext(session, lambdas, 'train', session.step));
      const terms = declaredValues(
        run.lossTerms(output, batch, lambda),
        task.spec.lossTerms,
        'loss terms',
        lambdas.examples,
      );
      const sizes = wantsSizes(spec) ? terms.map((term) => tf.abs(term)) : [];
      means = tf.keep(tf.stack([...terms, ...sizes].map((term) => tf.mean(term))) as tf.Tensor1D);
      const scales = exampleScales(lambdas, spec, task.spec, session.termSizes.means());
      return weightedLoss(terms, task.spec.lossTerms, lambda, scales);
    };
    const { value, grads } = tf.variableGrads(weighted, [...variables.values()]);
    const named = [...variables].flatMap(([name, variable]) => {
      const gradient = grads[variable.name];
      return gradient ? [[name, tf.keep(gradient)] as const] : [];
    });
    gradients = new Map(named);
    const losses = tf.concat([value.reshape([1]), means as tf.Tensor1D]) as tf.Tensor1D;
    means?.dispose();
    return losses;
  });
  return { losses, gradients };
}
