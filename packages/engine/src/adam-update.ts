import { hasOwnKernel, runOwnKernels } from './own-kernels.ts';
import { tf } from './tf.ts';

export interface AdamState {
  parameter: tf.Tensor;
  gradient: tf.Tensor;
  firstMoment: tf.Tensor;
  secondMoment: tf.Tensor;
}

export interface AdamSettings {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  /** Number of this update, from 1 on. */
  step: number;
  /** Decoupled decay: the updated parameter is multiplied by 1 - learningRate * weightDecay. 0 when absent. */
  weightDecay?: number | undefined;
}

export interface AdamResult {
  parameter: tf.Tensor;
  firstMoment: tf.Tensor;
  secondMoment: tf.Tensor;
}

/**
 * One Adam update of one variable (Kingma & Ba 2015, algorithm 1), all tensors of the parameter's shape: one fused
 * kernel on wasm and TensorFlow, tfjs operations elsewhere. Nothing given is changed or disposed of; the caller owns the three new
 * tensors (call it outside tf.tidy, or keep them).
 */
export function adamUpdate(state: AdamState, settings: AdamSettings): AdamResult {
  const { learningRate, beta1, beta2, epsilon, step, weightDecay = 0 } = settings;
  const rate = learningRate / (1 - beta1 ** step);
  const correction = 1 / (1 - beta2 ** step);
  const decay = 1 - learningRate * weightDecay;
  const attrs = { beta1, beta2, rate, correction, epsilon, decay };
  const outputs = hasOwnKernel('YotoAdam')
    ? runOwnKernels('YotoAdam', { ...state }, attrs)
    : composed(state, attrs);
  const [parameter, firstMoment, secondMoment] = outputs;
  if (parameter === undefined || firstMoment === undefined || secondMoment === undefined) {
    throw new Error('The Adam kernel gave fewer than three tensors');
  }
  return { parameter, firstMoment, secondMoment };
}

type AdamAttrs = Record<'beta1' | 'beta2' | 'rate' | 'correction' | 'epsilon' | 'decay', number>;

function composed(
  { parameter, gradient, firstMoment, secondMoment }: AdamState,
  attrs: AdamAttrs,
): tf.Tensor[] {
  const { beta1, beta2, rate, correction, epsilon, decay } = attrs;
  return tf.tidy(() => {
    const first = tf.add(tf.mul(firstMoment, beta1), tf.mul(gradient, 1 - beta1));
    const second = tf.add(tf.mul(secondMoment, beta2), tf.mul(tf.square(gradient), 1 - beta2));
    const change = tf.div(tf.mul(first, rate), tf.add(tf.sqrt(tf.mul(second, correction)), epsilon));
    const updated = tf.sub(parameter, change);
    return [decay === 1 ? updated : tf.mul(updated, decay), first, second];
  });
}
