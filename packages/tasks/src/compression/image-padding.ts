/** Pictures of any size for networks that halve them six times. */
import { tf } from '@yoto/engine';

/** Pixels of a picture to one position of the hyper-latents: four halvings, then two. */
export const IMAGE_STRIDE = 64;

const nextMultiple = (size: number): number => Math.ceil(size / IMAGE_STRIDE) * IMAGE_STRIDE;

/** Height and width after `padImages`. */
export const paddedSize = (height: number, width: number): { height: number; width: number } => ({
  height: nextMultiple(height),
  width: nextMultiple(width),
});

/**
 * Extended below and on the right to multiples of 64, by pixels mirrored at the edge; the very same tensor where nothing
 * is missing. A picture must be as large as what is added: 32 pixels a side always are enough.
 */
export function padImages(images: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = images.shape;
  const padded = paddedSize(height, width);
  if (padded.height === height && padded.width === width) return images;
  const borders: [number, number][] = [
    [0, 0],
    [0, padded.height - height],
    [0, padded.width - width],
    [0, 0],
  ];
  return tf.mirrorPad(images, borders, 'symmetric');
}

/** The upper left part, `height` x `width`. */
export function cropImages(images: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const [batch, paddedHeight, paddedWidth, channels] = images.shape;
  if (paddedHeight === height && paddedWidth === width) return images;
  return tf.slice(images, [0, 0, 0, 0], [batch, height, width, channels]);
}
