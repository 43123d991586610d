import { tf } from './tf.ts';
import { hostOf } from './wasm/kernel-host.ts';

/**
 * Feature-wise linear modulation (Perez et al. 2018): x * scale + shift, where x is [batch, ..., channels] and scale and
 * shift are [batch, channels]. One pass forward and one backward on wasm, tfjs operations elsewhere.
 */
export function film<T extends tf.Tensor>(x: T, scale: tf.Tensor2D, shift: tf.Tensor2D): T {
  const [batch, channels] = [x.shape[0] ?? 0, x.shape.at(-1) ?? 0];
  for (const given of [scale, shift]) {
    if (x.rank < 2 || given.shape[0] !== batch || given.shape[1] !== channels) {
      throw new RangeError(
        `film: x is [${x.shape}], so scale and shift must be [${batch},${channels}], not [${given.shape}]`,
      );
    }
  }
  return (hostOf(tf.backend()) === undefined ? composed(x, scale, shift) : fused(x, scale, shift)) as T;
}

function composed(x: tf.Tensor, scale: tf.Tensor2D, shift: tf.Tensor2D): tf.Tensor {
  const shape = x.shape.map((size, axis) => (axis === 0 || axis === x.rank - 1 ? size : 1));
  return tf.add(tf.mul(x, tf.reshape(scale, shape)), tf.reshape(shift, shape));
}

function fused(x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor): tf.Tensor {
  const run = (name: string, inputs: Record<string, tf.Tensor>) => tf.engine().runKernel(name, inputs);
  const modulate = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [a, b, c, save] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([a, b]);
    return {
      value: run('YotoFilm', { x: a, scale: b, shift: c }) as tf.Tensor,
      gradFunc(dy: tf.Tensor, [savedX, savedScale]: tf.Tensor[]) {
        if (savedX === undefined || savedScale === undefined) throw new Error('film saved nothing');
        return run('YotoFilmGrad', { x: savedX, scale: savedScale, dy }) as tf.Tensor[];
      },
    };
  });
  return modulate(x, scale, shift);
}
