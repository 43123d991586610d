// The scale hyperprior (Balle et al. 2018) with N = M channels: 5x5 convolutions of stride 2 with GDN, their transposes
// with inverse GDN, the hyper-networks, Gaussian likelihoods from the error function.
import { biasedConv2d, biasedConv2dTranspose, rootScale, tf } from '@yoto/engine';
import type { BenchCase } from '../bench-case.ts';
import { openSyntheticCase, type Variables } from './synthetic-case.ts';

const LAYERS = 4;
const LARGEST = 255;

type Layer = (x: tf.Tensor4D) => tf.Tensor4D;

function convolution(make: Variables, size: number, stride: number, inputs: number, outputs: number): Layer {
  const filter = make.weight([size, size, inputs, outputs]) as tf.Tensor4D;
  const bias = make.constant([outputs], 0);
  return (x) => biasedConv2d(x, filter, bias as tf.Tensor1D, stride);
}

function transposed(make: Variables, size: number, inputs: number, outputs: number): Layer {
  const filter = make.weight([size, size, outputs, inputs]) as tf.Tensor4D;
  const bias = make.constant([outputs], 0);
  return (x) => biasedConv2dTranspose(x, filter, bias as tf.Tensor1D, 2);
}

function gdn(make: Variables, channels: number, inverse: boolean): Layer {
  const gamma = make.constant([1, 1, channels, channels], 0.1) as tf.Tensor4D;
  const beta = make.constant([channels], 1);
  return (x) => {
    const norm = biasedConv2d(tf.square(x), tf.square(gamma), tf.square(beta) as tf.Tensor1D, 1);
    return rootScale(x, norm, inverse);
  };
}

const relu: Layer = (x) => tf.relu(x);
const inOrder =
  (layers: Layer[]): Layer =>
  (x) =>
    layers.reduce((value, layer) => layer(value), x);

/** Bits of every element under N(0, sigma^2), in intervals of width 1. */
function bits(x: tf.Tensor, sigma: tf.Tensor): tf.Tensor {
  const inverse = tf.div(Math.SQRT1_2, sigma);
  const upper = tf.erf(tf.mul(tf.add(x, 0.5), inverse));
  const lower = tf.erf(tf.mul(tf.sub(x, 0.5), inverse));
  return tf.div(tf.neg(tf.log(tf.maximum(tf.mul(tf.sub(upper, lower), 0.5), 1e-9))), Math.LN2);
}

export function openHyperpriorCase(batch: number, side: number, channels: number): BenchCase {
  return openSyntheticCase([batch, side, side, 3], (make) => {
    const n = channels;
    const indices = Array.from({ length: LAYERS }, (_, index) => index);
    const analysis = inOrder(
      indices.flatMap((index) => [
        convolution(make, 5, 2, index === 0 ? 3 : n, n),
        ...(index < LAYERS - 1 ? [gdn(make, n, false)] : []),
      ]),
    );
    const synthesis = inOrder(
      indices.flatMap((index) => [
        transposed(make, 5, n, index === LAYERS - 1 ? 3 : n),
        ...(index < LAYERS - 1 ? [gdn(make, n, true)] : []),
      ]),
    );
    const hyperAnalysis = inOrder([
      (x) => tf.abs(x),
      ...[convolution(make, 3, 1, n, n), relu, convolution(make, 5, 2, n, n), relu],
      convolution(make, 5, 2, n, n),
    ]);
    const hyperSynthesis = inOrder([
      ...[transposed(make, 5, n, n), relu, transposed(make, 5, n, n), relu],
      ...[convolution(make, 3, 1, n, n), relu],
    ]);
    const hyperScale = make.constant([n], 1);
    return (images, step) => {
      const noisy = (x: tf.Tensor4D) =>
        tf.add<tf.Tensor4D>(x, tf.randomUniform(x.shape, -0.5, 0.5, 'float32', step));
      const latents = analysis(images);
      const hyperLatents = noisy(hyperAnalysis(latents));
      const sigma = tf.maximum(hyperSynthesis(hyperLatents), 0.11);
      const noisyLatents = noisy(latents);
      const decoded = synthesis(noisyLatents);
      const rate = tf.add(
        tf.sum(bits(noisyLatents, sigma)),
        tf.sum(bits(hyperLatents, tf.softplus(hyperScale))),
      );
      const distortion = tf.mul(tf.mean(tf.square(tf.sub(decoded, images))), LARGEST ** 2);
      return tf.add(tf.mul(distortion, 0.01), tf.div(rate, batch * side * side)) as tf.Scalar;
    };
  });
}
