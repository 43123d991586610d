import { hasOwnKernel, runOwnKernel, runOwnKernels } from './own-kernels.ts';
import { tf } from './tf.ts';

export interface FilmOptions {
  /** Slope of a leaky ReLU afterwards, above 0; 1 (the default) is none. */
  slope?: number;
  /** [channels], added to x before the modulation without a pass of its own: (x + bias) * scale + shift. */
  bias?: tf.Tensor1D;
}

/**
 * Feature-wise linear modulation (Perez et al. 2018): x * scale + shift, where x is [batch, ..., channels] and scale and
 * shift are [batch, channels]. One pass forward and one backward on wasm and on TensorFlow with our
 * operations, few without them, tfjs operations elsewhere.
 */
export function film<T extends tf.Tensor>(
  x: T,
  scale: tf.Tensor2D,
  shift: tf.Tensor2D,
  { slope = 1, bias }: FilmOptions = {},
): T {
  const [batch, channels] = [x.shape[0] ?? 0, x.shape.at(-1) ?? 0];
  for (const given of [scale, shift]) {
    if (x.rank < 2 || given.shape[0] !== batch || given.shape[1] !== channels) {
      throw new RangeError(
        `film: x is [${x.shape}], so scale and shift must be [${batch},${channels}], not [${given.shape}]`,
      );
    }
  }
  if (bias && (bias.rank !== 1 || bias.size !== channels)) {
    throw new RangeError(`film: x is [${x.shape}], so bias must be [${channels}], not [${bias.shape}]`);
  }
  if (!(slope > 0)) throw new RangeError(`film: the slope must be above 0, not ${slope}`);
  const compute = !hasOwnKernel('YotoFilm')
    ? composed
    : bias && hasOwnKernel('YotoBiasedFilm')
      ? biased
      : fused;
  return compute(bias ? [x, scale, shift, bias] : [x, scale, shift], slope) as T;
}

type Operands = [x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor, bias?: tf.Tensor];

function composed([x, scale, shift, bias]: Operands, slope: number): tf.Tensor {
  const shape = x.shape.map((size, axis) => (axis === 0 || axis === x.rank - 1 ? size : 1));
  const biased = bias ? tf.add(x, bias) : x;
  const modulated = tf.add(tf.mul(biased, tf.reshape(scale, shape)), tf.reshape(shift, shape));
  return slope === 1 ? modulated : tf.leakyRelu(modulated, slope);
}

/** Bias, modulation and activation as one kernel. */
function biased(operands: Operands, slope: number): tf.Tensor {
  const modulate = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const save = inputs.at(-1) as tf.GradSaveFunc;
    const [x, scale, shift, bias] = inputs.slice(0, -1) as Required<Operands>;
    const value = runOwnKernel('YotoBiasedFilm', { x, scale, shift, bias }, { slope });
    save([x, scale, bias, value]);
    return {
      value,
      gradFunc(dy: tf.Tensor, saved: tf.Tensor[]) {
        const [savedX, savedScale, savedBias, y] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
        const given = { x: savedX, scale: savedScale, bias: savedBias, y, dy };
        return runOwnKernels('YotoBiasedFilmGrad', given, { slope });
      },
    };
  });
  return modulate(...(operands as tf.Tensor[]));
}

function fused(operands: Operands, slope: number): tf.Tensor {
  const modulate = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const save = inputs.at(-1) as tf.GradSaveFunc;
    const [x, scale, ownShift, bias] = inputs.slice(0, -1) as Operands;
    const shift = bias ? tf.add(ownShift, tf.mul(scale, bias)) : ownShift;
    const value = runOwnKernel('YotoFilm', { x, scale, shift }, { slope });
    save([x, scale, shift, value, ...(bias ? [bias] : [])]);
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => gradients(dy, saved, slope) };
  });
  return modulate(...(operands as tf.Tensor[]));
}

/** Of x, scale, shift and, where there is one, bias; `shift` has the bias in it. */
function gradients(dy: tf.Tensor, saved: tf.Tensor[], slope: number): tf.Tensor[] {
  const [x, scale, shift, y, bias] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor?];
  const found = runOwnKernels('YotoFilmGrad', { x, scale, shift, y, dy }, { slope });
  const [dx, dScale, dShift] = found as [tf.Tensor, tf.Tensor, tf.Tensor];
  if (!bias) return found;
  return [dx, tf.add(dScale, tf.mul(dShift, bias)), dShift, tf.sum(tf.mul(dShift, scale), 0)];
}
