import { tf } from '@yoto/engine';
import type { PixelDistribution } from './decoder.ts';

/** Beyond 100 dB a picture is as good as exact; it keeps the logarithm finite. */
const SMALLEST_ERROR = 1e-10;

/** Metrics of the mean reconstruction with pixels in [0, 1], `[batch]` each: `mse`, and `psnr` in dB. */
export function reconstructionMetrics(
  distribution: PixelDistribution,
  images: tf.Tensor4D,
): Record<'mse' | 'psnr', tf.Tensor1D> {
  const reconstruction = meanPixels(distribution);
  const original = dataPixels(images, distribution.kind);
  const difference = tf.sub(reconstruction, original).reshape([images.shape[0], -1]);
  const mse = tf.mean<tf.Tensor1D>(tf.square(difference), 1);
  const psnr = tf.mul<tf.Tensor1D>(tf.log(tf.maximum(mse, SMALLEST_ERROR)), -10 / Math.LN10);
  return { mse, psnr };
}

/** The data's own pictures, in [0, 1]. */
export function dataPixels(images: tf.Tensor4D, likelihood: PixelDistribution['kind']): tf.Tensor4D {
  return likelihood === 'gaussian' ? toUnitRange(images) : images;
}

/** The other way: pictures in [0, 1] as the model sees its data. */
export function modelPixels(pictures: tf.Tensor4D, likelihood: PixelDistribution['kind']): tf.Tensor4D {
  return likelihood === 'gaussian' ? tf.sub(tf.mul(pictures, 2), 1) : pictures;
}

/** The mean picture, in [0, 1]. */
export function meanPixels(distribution: PixelDistribution): tf.Tensor4D {
  if (distribution.kind === 'bernoulli') return tf.sigmoid(distribution.logits);
  return tf.clipByValue(toUnitRange(distribution.mean), 0, 1);
}

/** Gaussian models see pixels in [-1, 1]. */
const toUnitRange = (pixels: tf.Tensor4D): tf.Tensor4D => tf.div(tf.add(pixels, 1), 2);
