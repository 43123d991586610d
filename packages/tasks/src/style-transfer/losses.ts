/** The losses of style transfer, of each example and without their weights (Gatys et al. 2016; Johnson et al. 2016). */
import { tf } from '@yoto/engine';

/** Mean squared difference of two images' features `[batch, height, width, channels]`: `[batch]`. */
export function contentLoss(features: tf.Tensor4D, target: tf.Tensor4D): tf.Tensor1D {
  return meanSquaredDifference(features, target);
}

/** Mean squared difference of the Gram matrices of two images' features, whose sides may differ: `[batch]`. */
export function styleLoss(features: tf.Tensor4D, target: tf.Tensor4D): tf.Tensor1D {
  return meanSquaredDifference(gramMatrix(features), gramMatrix(target));
}

/** Products of all pairs of channels, averaged over the positions: `[batch, channels, channels]`. */
export function gramMatrix(features: tf.Tensor4D): tf.Tensor3D {
  const [batch, height, width, channels] = features.shape;
  const flat = tf.reshape(features, [batch, height * width, channels]) as tf.Tensor3D;
  return tf.div(tf.matMul(flat, flat, true, false), height * width);
}

/** Mean squared difference of vertical neighbours plus that of horizontal ones, of images in [0, 1]: `[batch]`. */
export function totalVariation(images: tf.Tensor4D): tf.Tensor1D {
  const [batch, height, width, channels] = images.shape;
  const part = (top: number, left: number, rows: number, columns: number) =>
    tf.slice(images, [0, top, left, 0], [batch, rows, columns, channels]);
  const vertical = meanSquaredDifference(part(1, 0, height - 1, width), part(0, 0, height - 1, width));
  const horizontal = meanSquaredDifference(part(0, 1, height, width - 1), part(0, 0, height, width - 1));
  return tf.add(vertical, horizontal);
}

function meanSquaredDifference(a: tf.Tensor, b: tf.Tensor): tf.Tensor1D {
  const squares = tf.squaredDifference(a, b);
  return tf.mean(squares.reshape([squares.shape[0] as number, -1]), 1);
}
