/** Multi-scale structural similarity (Wang, Simoncelli & Bovik 2003), of each image of a batch. */
import { tf } from '@yoto/engine';

/** Share of each scale, the finest first. */
const SCALE_WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333] as const;
const WINDOW = 11;
const WINDOW_DEVIATION = 1.5;
/** (K1 L)^2 and (K2 L)^2 for pixels in [0, 1]: the same as 0.01 and 0.03 on the scale of 0 to 255. */
const LUMINANCE_CONSTANT = 0.01 ** 2;
const CONTRAST_CONSTANT = 0.03 ** 2;
/** Variances of pixels about mid-grey lose fewer digits than about black. */
const CENTRE = 0.5;

/**
 * `[batch]`, from 0 to 1 (equal), of two batches of images in [0, 1], `[batch, height, width, channels]`: an 11x11
 * Gaussian window without padding, halved by means of 2x2 pixels (of an odd side the last row or column counts twice, as
 * in TensorFlow's `ssim_multiscale`), the channels' products of scales averaged.
 *
 * Five scales need sides of 161 pixels. Of smaller images (11 pixels at least) the scales that fit are taken, with their
 * weights scaled to a sum of 1: such values can be compared with each other, not with those of larger images.
 */
export function msSsim(images: tf.Tensor4D, others: tf.Tensor4D): tf.Tensor1D {
  const [batch, height, width, channels] = images.shape;
  const weights = scaleWeights(Math.min(height, width));
  // Every channel as a picture of its own: the window is the same for all.
  const planes = (x: tf.Tensor4D): tf.Tensor4D =>
    tf.transpose(tf.sub(x, CENTRE), [0, 3, 1, 2]).reshape<tf.Tensor4D>([batch * channels, height, width, 1]);
  let pair: PlanePair = [planes(images), planes(others)];
  const factors = weights.map((weight, scale) => {
    const { similarity, contrast } = structuralSimilarity(pair);
    const isLast = scale === weights.length - 1;
    if (!isLast) pair = [halved(pair[0]), halved(pair[1])];
    return tf.pow(tf.relu(isLast ? similarity : contrast), weight);
  });
  const product = factors.reduce((all, factor) => tf.mul(all, factor));
  return tf.mean<tf.Tensor1D>(product.reshape([batch, channels]), 1);
}

/** Two pictures' channels, `[batch * channels, height, width, 1]` each. */
type PlanePair = readonly [tf.Tensor4D, tf.Tensor4D];

/** The weights of the scales at which the window fits into an image, summing to 1. */
function scaleWeights(smallestSide: number): number[] {
  const fitting = SCALE_WEIGHTS.filter((_, scale) => Math.ceil(smallestSide / 2 ** scale) >= WINDOW);
  const sum = fitting.reduce((total, weight) => total + weight, 0);
  return fitting.map((weight) => weight / sum);
}

/** Means over the windows, `[planes]`: of luminance x contrast x structure, and of contrast x structure. */
function structuralSimilarity([x, y]: PlanePair): { similarity: tf.Tensor; contrast: tf.Tensor } {
  const [meanX, meanY, meanXX, meanYY, meanXY] = tf.split(
    blurred(tf.concat([x, y, tf.square(x), tf.square(y), tf.mul(x, y)])),
    5,
  ) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const variances = tf.add(tf.sub(meanXX, tf.square(meanX)), tf.sub(meanYY, tf.square(meanY)));
  const covariance = tf.sub(meanXY, tf.mul(meanX, meanY));
  const contrast = ratio(covariance, variances, CONTRAST_CONSTANT);
  // Luminance is not about mid-grey.
  const [lightX, lightY] = [tf.add(meanX, CENTRE), tf.add(meanY, CENTRE)];
  const luminance = ratio(
    tf.mul(lightX, lightY),
    tf.add(tf.square(lightX), tf.square(lightY)),
    LUMINANCE_CONSTANT,
  );
  return {
    similarity: tf.mean(tf.mul(luminance, contrast), [1, 2, 3]),
    contrast: tf.mean(contrast, [1, 2, 3]),
  };
}

/** (2 product + c) / (squares + c) */
function ratio(product: tf.Tensor, squares: tf.Tensor, constant: number): tf.Tensor {
  return tf.div(tf.add(tf.mul(product, 2), constant), tf.add(squares, constant));
}

/** The Gaussian window's means, where it fits. */
function blurred(planes: tf.Tensor4D): tf.Tensor4D {
  const rows = tf.tensor4d(windowWeights, [WINDOW, 1, 1, 1]);
  const columns = tf.tensor4d(windowWeights, [1, WINDOW, 1, 1]);
  return tf.conv2d(tf.conv2d(planes, rows, 1, 'valid'), columns, 1, 'valid');
}

function halved(planes: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = planes.shape;
  const borders: [number, number][] = [
    [0, 0],
    [0, height % 2],
    [0, width % 2],
    [0, 0],
  ];
  const isEven = height % 2 === 0 && width % 2 === 0;
  return tf.avgPool(isEven ? planes : tf.mirrorPad(planes, borders, 'symmetric'), 2, 2, 'valid');
}

const windowWeights = ((): number[] => {
  const weights = Array.from({ length: WINDOW }, (_, i) =>
    Math.exp(-((i - (WINDOW - 1) / 2) ** 2) / (2 * WINDOW_DEVIATION ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
})();
