import { tf } from '@yoto/engine';

const SIDE = 32;
/** Standard deviation of a spot, in pixels. */
const SPOT = 1.5;

/** Each point `[batch, 2]` as a spot of light on a square whose sides are `size` long, home at the lower left. */
export function pointPictures(points: tf.Tensor2D, size: number): tf.Tensor4D {
  const scaled = tf.mul(points, (SIDE - 1) / size);
  const [x, y] = tf.split(scaled, 2, 1);
  const spread = (place: tf.Tensor, pixels: tf.Tensor) =>
    tf.exp(tf.div(tf.square(tf.sub(pixels, place)), -2 * SPOT ** 2));
  const pixels = tf.range(0, SIDE).expandDims(0);
  const across = spread(x as tf.Tensor, pixels).expandDims(1);
  const up = spread(y as tf.Tensor, tf.sub(SIDE - 1, pixels)).expandDims(2);
  return tf.mul(across, up).expandDims(3);
}
