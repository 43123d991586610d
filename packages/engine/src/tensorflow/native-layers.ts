// FiLM and instance normalisation from TensorFlow's operations. Each is a pass over the features, so there are few, and none
// broadcasts a narrow vector: by one of 8 channels TensorFlow multiplies half as fast as by one of 512.
import { tf } from '../tf.ts';

const WIDE_ROW = 512;
/** Elements from which widening is worth its own small operations. */
const LARGE = 131_072;
/** Channels from which widening gains nothing. */
const WIDE_ENOUGH = 32;

type Operation = (x: tf.Tensor, each: tf.Tensor) => tf.Tensor;
type Step = [Operation, tf.Tensor];

/** Positions that make one wide row: a power of two that divides their number. */
function rowPositions(x: tf.Tensor, channels: number): number {
  if (x.size < LARGE || channels > WIDE_ENOUGH) return 1;
  const positions = x.size / ((x.shape[0] ?? 1) * channels);
  let width = 1;
  while (2 * width * channels <= WIDE_ROW && positions % (2 * width) === 0) width *= 2;
  return width;
}

/** Applies operations with values [images, channels] to every position of x [images, ..., channels]. */
function atEveryPosition(x: tf.Tensor, steps: Step[]): tf.Tensor {
  const [images = 1, channels = 1] = [x.shape[0], x.shape.at(-1)];
  const width = rowPositions(x, channels);
  if (width === 1) {
    const shape = x.shape.map((size, axis) => (axis === 0 || axis === x.rank - 1 ? size : 1));
    return steps.reduce((value, [operation, each]) => operation(value, tf.reshape(each, shape)), x);
  }
  const row = width * channels;
  const rows = steps.reduce<tf.Tensor>(
    (value, [operation, each]) => operation(value, tf.reshape(tf.tile(each, [1, width]), [images, 1, row])),
    tf.reshape(x, [images, -1, row]),
  );
  return tf.reshape(rows, x.shape);
}

/** [images, ..., channels] -> [images, channels] */
function sumOfPositions(x: tf.Tensor): tf.Tensor {
  return x.rank === 2 ? tf.clone(x) : tf.sum(x, axesOfPositions(x));
}

const axesOfPositions = (x: tf.Tensor): number[] => x.shape.map((_, axis) => axis).slice(1, -1);

interface Film {
  x: tf.Tensor;
  scale: tf.Tensor;
  shift: tf.Tensor;
}

interface FilmAttrs {
  slope: number;
}

/** A leaky ReLU of x * scale + shift; a slope of 1 is none. */
export function film({ x, scale, shift }: Film, { slope }: FilmAttrs): tf.Tensor {
  return tf.tidy(() => {
    const modulated = atEveryPosition(x, [
      [tf.mul, scale],
      [tf.add, shift],
    ]);
    return slope === 1 ? modulated : tf.leakyRelu(modulated, slope);
  });
}

/** The gradients of x, scale and shift; `y` is the result. */
export function filmGradient(
  { x, scale, y, dy }: Film & { y: tf.Tensor; dy: tf.Tensor },
  { slope }: FilmAttrs,
): tf.Tensor[] {
  return tf.tidy(() => {
    const inner =
      slope === 1
        ? dy
        : (tf.engine().runKernel('YotoLeakyReluGrad', { x: y, dy }, { alpha: slope }) as tf.Tensor);
    const dx = atEveryPosition(inner, [[tf.mul, scale]]);
    return [dx, sumOfPositions(tf.mul(inner, x)), sumOfPositions(inner)];
  });
}

/** Outputs: the result, then what the gradient needs: means and 1 / deviation of every image and channel. */
export function instanceNorm({ x, scale, shift }: Film, { epsilon }: { epsilon: number }): tf.Tensor[] {
  return tf.tidy(() => {
    const mean = tf.mean(x, axesOfPositions(x));
    const centred = atEveryPosition(x, [[tf.sub, mean]]);
    const variance = tf.mean(tf.square(centred), axesOfPositions(x));
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const y = atEveryPosition(centred, [
      [tf.mul, tf.mul(inverse, scale)],
      [tf.add, shift],
    ]);
    return [y, mean, inverse];
  });
}

interface InstanceNormGradient {
  x: tf.Tensor;
  dy: tf.Tensor;
  scale: tf.Tensor;
  mean: tf.Tensor;
  inverse: tf.Tensor;
}

/** The gradients of x, scale and shift. */
export function instanceNormGradient({ x, dy, scale, mean, inverse }: InstanceNormGradient): tf.Tensor[] {
  return tf.tidy(() => {
    const share = ((x.shape[0] ?? 1) * (x.shape.at(-1) ?? 1)) / x.size;
    const centred = atEveryPosition(x, [[tf.sub, mean]]);
    const dShift = sumOfPositions(dy);
    const dScale = tf.mul(sumOfPositions(tf.mul(dy, centred)), inverse);
    // dx = (dy - mean(dy) - normal * mean(dy * normal)) * inverse * scale, where normal = centred * inverse.
    const factor = tf.mul(inverse, scale);
    const along = tf.mul(tf.mul(tf.mul(dScale, inverse), factor), share);
    const offset = tf.mul(tf.mul(dShift, factor), share);
    const dx = tf.sub(
      atEveryPosition(dy, [
        [tf.mul, factor],
        [tf.sub, offset],
      ]),
      atEveryPosition(centred, [[tf.mul, along]]),
    );
    return [dx, dScale, dShift];
  });
}
