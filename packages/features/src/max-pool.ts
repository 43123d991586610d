/** Windows without padding, which images can be too small for. */
import { AppError } from '@yoto/core';
import { tf } from '@yoto/engine';

/**
 * The greatest of each window, without padding; rows and columns that fill no window are left out. Throws `invalid_input`
 * where nothing would be left for the layer that follows.
 */
export function maxPool(x: tf.Tensor4D, size: number, stride: number, nextLayer: string): tf.Tensor4D {
  requireSide(x, size, nextLayer);
  return tf.maxPool(x, size, stride, 'valid');
}

/** Throws `invalid_input` where a window of `size` does not fit into what the layer is given. */
export function requireSide(x: tf.Tensor4D, size: number, layer: string): void {
  const [, height, width] = x.shape;
  if (Math.min(height, width) >= size) return;
  throw new AppError(
    'invalid_input',
    `The images are too small for the layer "${layer}": use larger ones, or layers before it`,
    { details: { layer } },
  );
}
