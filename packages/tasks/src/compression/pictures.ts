/** What there is to see of a compression model: held-out pictures as they are, and as decoded at each lambda. */
import { tf } from '@yoto/engine';
import type { PictureContext, PictureSet } from '@yoto/training';
import { IMAGE_STRIDE } from './image-padding.ts';
import { decodedPixels } from './metrics.ts';
import type { CompressionModel } from './model.ts';

/** Large enough to judge a texture, small enough for a screen of them. */
export const LARGEST_CROP = 256;
const MOST_PICTURES = 4;

/** The middles of the pictures, then their reconstructions for every lambda. */
export function compressionPictures(model: CompressionModel, context: PictureContext): PictureSet[] {
  const images = middles(context.batch.images as tf.Tensor4D);
  const inputs = { name: 'originals', label: 'Originals', lambda: null, images };
  const decoded = context.lambdas.map((lambda): PictureSet => {
    const decode = (): tf.Tensor4D => {
      const forward = context.forwardContext(lambda, images.shape[0]);
      return decodedPixels(model.forward({ images }, forward).reconstruction);
    };
    return { name: 'reconstructions', label: 'Reconstructions', lambda, images: tf.tidy(decode) };
  });
  return [inputs, ...decoded];
}

/** Centre squares of the first pictures, `[at most 4, side, side, 3]`. */
function middles(images: tf.Tensor4D): tf.Tensor4D {
  const [examples, height, width, channels] = images.shape;
  const count = Math.min(examples, MOST_PICTURES);
  const smallest = Math.min(height, width);
  const side = Math.min(LARGEST_CROP, smallest - (smallest % IMAGE_STRIDE) || smallest);
  const [top, left] = [Math.floor((height - side) / 2), Math.floor((width - side) / 2)];
  return tf.slice(images, [0, top, left, 0], [count, side, side, channels]);
}
