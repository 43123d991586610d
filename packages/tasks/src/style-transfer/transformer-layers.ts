/** Layers of the stylisation network: nothing sees the picture's border as a step to black. */
import { instanceNorm, tf } from '@yoto/engine';
import { constant, type Initialiser, type Parameters, varianceScaling, zeros } from '@yoto/training';

export interface ReflectedConvolution {
  inputs: number;
  outputs: number;
  size: 3 | 9;
  stride: 1 | 2;
  initialiser?: Initialiser;
}

const atRandom = varianceScaling({ scale: 2, mode: 'fan-in' });

/** A convolution over the picture continued by reflection. It has no bias: the normalisation that follows would take it away. */
export function reflectedConvolution(
  parameters: Parameters,
  name: string,
  { inputs, outputs, size, stride, initialiser = atRandom }: ReflectedConvolution,
): (x: tf.Tensor4D) => tf.Tensor4D {
  const kernel = parameters.create(`${name}/kernel`, [size, size, inputs, outputs], initialiser);
  const border = (size - 1) / 2;
  const sides: [number, number] = [border, border];
  return (x) => {
    const continued = tf.mirrorPad(x, [[0, 0], sides, sides, [0, 0]], 'reflect');
    return tf.conv2d(continued, kernel as tf.Tensor as tf.Tensor4D, stride, 'valid');
  };
}

/** Instance normalisation with a scale and shift of its own, the same for every example. */
export function trainedNorm(
  parameters: Parameters,
  name: string,
  channels: number,
): (x: tf.Tensor4D, options: { slope: number }) => tf.Tensor4D {
  const scale = parameters.create(`${name}/scale`, [1, channels], constant(1));
  const shift = parameters.create(`${name}/shift`, [1, channels], zeros);
  return (x, options) => {
    // Not `tf.tile`, whose gradient takes one operation per example.
    const each = tf.zeros([x.shape[0], 1]);
    return instanceNorm(x, tf.add<tf.Tensor2D>(scale, each), tf.add<tf.Tensor2D>(shift, each), options);
  };
}

/** Twice as large, each pixel four times. */
export const upsample = (x: tf.Tensor4D): tf.Tensor4D =>
  tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);

/** Continued by reflection at the bottom and on the right until both sides are multiples of `multiple`. */
export function padToMultiple(x: tf.Tensor4D, multiple: number): tf.Tensor4D {
  const [, height, width] = x.shape;
  const missing = (side: number): [number, number] => [0, (multiple - (side % multiple)) % multiple];
  const [bottom, right] = [missing(height), missing(width)];
  if (bottom[1] === 0 && right[1] === 0) return x;
  return tf.mirrorPad(x, [[0, 0], bottom, right, [0, 0]], 'reflect');
}

/** The first rows and columns. */
export function cropTo(x: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const [batch, fullHeight, fullWidth, channels] = x.shape;
  if (fullHeight === height && fullWidth === width) return x;
  return tf.slice(x, [0, 0, 0, 0], [batch, height, width, channels]);
}
