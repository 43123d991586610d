// The style transformer (Ghiasi et al. 2017): reflection padding, instance normalisation, residual blocks, nearest
// upsampling; its loss compares features and Gram matrices of a small convolutional network with max pooling.
import { instanceNorm, tf } from '@yoto/engine';
import type { BenchCase } from '../bench-case.ts';
import { openSyntheticCase, type Variables } from './synthetic-case.ts';

const RESIDUAL_BLOCKS = 5;

type Layer = (x: tf.Tensor4D) => tf.Tensor4D;

function mirrored(x: tf.Tensor4D, border: number): tf.Tensor4D {
  const sides: [number, number] = [border, border];
  return tf.mirrorPad(x, [[0, 0], sides, sides, [0, 0]], 'reflect');
}

function convolution(make: Variables, size: number, stride: number, inputs: number, outputs: number): Layer {
  const filter = make.weight([size, size, inputs, outputs]) as tf.Tensor4D;
  return (x) => tf.conv2d(mirrored(x, Math.floor(size / 2)), filter, stride, 'valid');
}

/** Slope 0 is a ReLU afterwards, 1 none. */
function normalisation(make: Variables, channels: number, slope: number): Layer {
  const scale = make.constant([1, channels], 1);
  const shift = make.constant([1, channels], 0);
  return (x) => {
    // Not tf.tile, whose gradient takes an operation an image.
    const each = tf.zeros([x.shape[0], 1]);
    return instanceNorm(x, tf.add<tf.Tensor2D>(scale, each), tf.add<tf.Tensor2D>(shift, each), { slope });
  };
}

const relu: Layer = (x) => tf.relu(x);
const upsample: Layer = (x) => tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);
const inOrder =
  (layers: Layer[]): Layer =>
  (x) =>
    layers.reduce((value, layer) => layer(value), x);

function residual(make: Variables, channels: number): Layer {
  const branch = inOrder([
    ...[convolution(make, 3, 1, channels, channels), normalisation(make, channels, 0)],
    ...[convolution(make, 3, 1, channels, channels), normalisation(make, channels, 1)],
  ]);
  return (x) => tf.add(x, branch(x));
}

function transformer(make: Variables): Layer {
  const block = (size: number, stride: number, inputs: number, outputs: number) => [
    convolution(make, size, stride, inputs, outputs),
    normalisation(make, outputs, 0),
  ];
  return inOrder([
    ...[...block(9, 1, 3, 32), ...block(3, 2, 32, 64), ...block(3, 2, 64, 128)],
    ...Array.from({ length: RESIDUAL_BLOCKS }, () => residual(make, 128)),
    ...[upsample, ...block(3, 1, 128, 64), upsample, ...block(3, 1, 64, 32)],
    ...[convolution(make, 9, 1, 32, 3), (x: tf.Tensor4D) => tf.sigmoid(x)],
  ]);
}

function gram(x: tf.Tensor4D): tf.Tensor {
  const [batch, height, width, channels] = x.shape;
  const flat = tf.reshape(x, [batch, height * width, channels]);
  return tf.div(tf.matMul(flat, flat, true, false), height * width);
}

export function openStyleCase(batch: number, side: number): BenchCase {
  return openSyntheticCase([batch, side, side, 3], (make) => {
    const paint = transformer(make);
    const features = [convolution(make, 3, 1, 3, 64), convolution(make, 3, 1, 64, 128)];
    return (images) => {
      let [mine, theirs] = [paint(images), images];
      const differences = features.flatMap((layer) => {
        [mine, theirs] = [relu(layer(mine)), relu(layer(theirs))];
        const style = tf.mean(tf.squaredDifference(gram(mine), gram(theirs)));
        const content = tf.mean(tf.squaredDifference(mine, theirs));
        [mine, theirs] = [tf.maxPool(mine, 2, 2, 'same'), tf.maxPool(theirs, 2, 2, 'same')];
        return [style, content];
      });
      return tf.addN(differences) as tf.Scalar;
    };
  });
}
