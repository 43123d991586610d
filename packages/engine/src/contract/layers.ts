// Layers as the tasks write them, from several operations: what the operations' own tests may miss between them.
import { expect, it } from 'vitest';
import { instanceNorm } from '../instance-norm.ts';
import { rootScale } from '../root-scale.ts';
import { tf } from '../tf.ts';
import { type Compute, expectReference, withGradients } from './compare.ts';
import type { Thinned } from './thinned.ts';

/** Generalised divisive normalisation (Balle et al. 2016) or its inverse: a 1x1 convolution over squares. */
function gdn(inverse: boolean) {
  return (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor => {
    const [inputs = 1, outputs = 1] = gamma.shape;
    const filter = tf.reshape(tf.square(gamma), [1, 1, inputs, outputs]) as tf.Tensor4D;
    const norm = tf.add(
      tf.conv2d(tf.square(x) as tf.Tensor4D, filter, 1, 'same'),
      tf.add(tf.square(beta), 0.1),
    );
    return inverse ? tf.mul(x, tf.sqrt(norm)) : tf.mul(x, tf.rsqrt(norm));
  };
}

/** Gram matrices of the channels. */
function gram(x: tf.Tensor): tf.Tensor {
  const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
  const flat = tf.reshape(x, [batch, height * width, channels]);
  return tf.div(tf.matMul(flat, flat, true, false), height * width);
}

/** Probability of the interval [x - 1/2, x + 1/2] under N(0, sigma^2), from the error function. */
function intervalProbability(x: tf.Tensor, raw: tf.Tensor): tf.Tensor {
  const sigma = tf.maximum(tf.softplus(raw), 0.11);
  const distribution = (at: tf.Tensor) =>
    tf.mul(0.5, tf.add(1, tf.erf(tf.div(at, tf.mul(sigma, Math.SQRT2)))));
  return tf.maximum(tf.sub(distribution(tf.add(x, 0.5)), distribution(tf.sub(x, 0.5))), 1e-9);
}

/** [batch, height, width, channels]; the one large enough to be cut into pieces of work comes third. */
const NORMALISED = [
  [3, 7, 5, 21],
  [3, 7, 5, 1],
  [2, 93, 90, 7],
  [3, 7, 5, 300],
  [3, 7, 5, 8],
  [3, 7, 5, 16],
  [3, 7, 5, 3],
];

export function layerContract(thinned: Thinned): void {
  it('computes the sigmoid cross entropy', async () => {
    const compute: Compute = (logits: tf.Tensor, noise: tf.Tensor) => {
      const labels = tf.sigmoid(noise);
      const loss = (x: tf.Tensor) => tf.sum(tf.sub(tf.softplus(x), tf.mul(x, labels)), [1, 2]);
      return [loss(logits), tf.grad(loss)(logits), tf.losses.sigmoidCrossEntropy(labels, logits)];
    };
    await expectReference(compute, [
      [3, 5, 7],
      [3, 5, 7],
    ]);
  });

  it('normalises divisively, and inversely', async () => {
    for (const [channels, size] of [
      [5, 3],
      [16, 7],
      [70, 2],
    ] as const) {
      const shape = [2, size, size + 1, channels];
      for (const inverse of [false, true]) {
        await expectReference(withGradients(gdn(inverse)), [shape, [channels, channels], [channels], shape]);
      }
    }
  });

  it('normalises instances, forward and backward', async () => {
    const all = [1, 0.3, 0].flatMap((slope) => NORMALISED.map((shape) => ({ slope, shape })));
    for (const { slope, shape } of thinned(all)) {
      const [batch = 1, , , channels = 1] = shape;
      const norm = withGradients((x, scale, shift) =>
        instanceNorm(x, scale as tf.Tensor2D, shift as tf.Tensor2D, { epsilon: 1e-3, slope }),
      );
      const each = [batch, channels];
      await expectReference(norm, [shape, each, each, shape], channels);
    }
    expect(() => instanceNorm(tf.zeros([2, 4, 3]), tf.zeros([2, 4]), tf.zeros([2, 3]))).toThrow(
      /must be \[2,3\]/,
    );
    const negative = () =>
      instanceNorm(tf.zeros([2, 4, 3]), tf.zeros([2, 3]), tf.zeros([2, 3]), { slope: -1 });
    expect(negative).toThrow(/slope/);
  });

  it('scales by roots, forward and backward', async () => {
    for (const inverse of [false, true]) {
      const scale = withGradients((x, raw) => rootScale(x, tf.add(tf.square(raw), 0.1), inverse));
      for (const shape of [[1], [7], [2, 3, 5, 4], [3, 151, 149]]) {
        await expectReference(scale, [shape, shape, shape]);
      }
    }
    expect(() => rootScale(tf.zeros([2, 3]), tf.zeros([3, 2]))).toThrow(/norm must be/);
  });

  it('computes Gram matrices', async () => {
    await expectReference(withGradients(gram), [
      [3, 9, 7, 6],
      [3, 6, 6],
    ]);
  });

  it('computes the probability of an interval', async () => {
    const shape = [2, 3, 5, 4];
    await expectReference(withGradients(intervalProbability), [shape, shape, shape]);
  });

  it('convolves transposed with a bias', async () => {
    const layer = withGradients((x, filter, bias) =>
      tf.add(tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, [2, 8, 10, 7], 2, 'same'), bias),
    );
    await expectReference(layer, [[2, 4, 5, 6], [5, 5, 7, 6], [7], [2, 8, 10, 7]]);
  });
}
