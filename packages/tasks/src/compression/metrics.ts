/** How good the decoded pictures are: rounded to 8 bits per channel, as a decoder gives them. */
import { tf } from '@yoto/engine';
import { bitsPerPixel, type RatedOutput } from './losses.ts';
import { msSsim } from './ms-ssim.ts';

const WHITE = 255;
/** Beyond 100 dB a picture is as good as exact; it keeps logarithms finite. */
const SMALLEST_ERROR = 1e-10;

/** The metrics of the spec that the engine computes, `[batch]` each. Images are in [0, 1]. */
export function compressionMetrics(
  output: RatedOutput,
  images: tf.Tensor4D,
): Record<'bpp' | 'psnr' | 'ms-ssim' | 'ms-ssim-db', tf.Tensor1D> {
  return { bpp: bitsPerPixel(output), ...pictureMetrics(decodedPixels(output.reconstruction), images) };
}

/** Those of the decoded pictures, whatever decoded them: `[batch]` each. */
export function pictureMetrics(
  decoded: tf.Tensor4D,
  images: tf.Tensor4D,
): Record<'psnr' | 'ms-ssim' | 'ms-ssim-db', tf.Tensor1D> {
  const similarity = msSsim(decoded, images);
  return {
    psnr: peakSignalToNoiseRatio(decoded, images),
    'ms-ssim': similarity,
    'ms-ssim-db': decibels(tf.sub(1, similarity)),
  };
}

/** In dB, over all pixels and channels: `[batch]`. Images are in [0, 1]. */
export function peakSignalToNoiseRatio(images: tf.Tensor4D, others: tf.Tensor4D): tf.Tensor1D {
  const differences = tf.sub(images, others).reshape([images.shape[0], -1]);
  return decibels(tf.mean<tf.Tensor1D>(tf.square(differences), 1));
}

/** Clipped to [0, 1] and rounded to multiples of 1/255. */
export function decodedPixels(reconstruction: tf.Tensor4D): tf.Tensor4D {
  return tf.div(tf.round(tf.mul(tf.clipByValue(reconstruction, 0, 1), WHITE)), WHITE);
}

/** -10 log10 of errors relative to the greatest possible. */
function decibels(errors: tf.Tensor1D): tf.Tensor1D {
  return tf.mul(tf.log(tf.maximum(errors, SMALLEST_ERROR)), -10 / Math.LN10);
}
