/** The two terms of the rate-distortion loss, for each example. */
import { tf } from '@yoto/engine';
import type { CompressionOutput } from './model.ts';

/** What size and quality are computed of. */
export type RatedOutput = Omit<CompressionOutput, 'latents' | 'hyperLatents'>;

/** Squared errors are of pixels from 0 to 255. */
const WHITE = 255;

/** Estimated size of the code in bits per pixel of the images (not of the padding): `[batch]`. */
export function bitsPerPixel({
  reconstruction,
  latentLikelihoods,
  hyperLikelihoods,
}: RatedOutput): tf.Tensor1D {
  const [, height, width] = reconstruction.shape;
  const bits = tf.add(bitsOf(latentLikelihoods), bitsOf(hyperLikelihoods));
  return tf.div(bits, height * width);
}

/** Mean squared error on the scale of 0 to 255: `[batch]`. */
export function distortion(reconstruction: tf.Tensor4D, images: tf.Tensor4D): tf.Tensor1D {
  const differences = tf.sub(reconstruction, images).reshape([images.shape[0], -1]);
  return tf.mul(tf.mean<tf.Tensor1D>(tf.square(differences), 1), WHITE ** 2);
}

/** The bits that values of these likelihoods take: `[batch]`. */
function bitsOf(likelihoods: tf.Tensor4D): tf.Tensor1D {
  const logarithms = tf.log(likelihoods.reshape([likelihoods.shape[0], -1]));
  return tf.mul(tf.sum<tf.Tensor1D>(logarithms, 1), -1 / Math.LN2);
}
