import { it } from 'vitest';
import { tf } from '../tf.ts';
import { type Compute, expectReference, withGradients } from './compare.ts';
import type { Thinned } from './thinned.ts';

type Pair = [number, number];

const SIZES: Pair[] = [
  [9, 11],
  [10, 9],
  [13, 9],
  [9, 16],
];
const CHANNELS: Pair[] = [
  [1, 1],
  [3, 5],
  [4, 8],
  [6, 13],
  [16, 6],
  [9, 3],
  [5, 26],
];
const STRIDES: (number | Pair)[] = [1, 2, 3, [1, 2]];
const KERNELS: (number | Pair)[] = [1, 2, 3, 5, 9, [3, 5]];

interface Case {
  input: [number, number, number, number];
  filter: [number, number, number, number];
  output: [number, number, number, number];
  strides: number | Pair;
  pad: 'same' | 'valid';
}

/** Every kernel with every stride and padding; sizes and channels take turns, so that each meets most of the others. */
function cases(): Case[] {
  const found: Case[] = [];
  for (const pad of ['same', 'valid'] as const) {
    for (const strides of STRIDES) {
      for (const kernel of KERNELS) {
        const [height, width] = SIZES[found.length % SIZES.length] ?? [9, 9];
        const [inChannels, outChannels] = CHANNELS[found.length % CHANNELS.length] ?? [1, 1];
        const [kh, kw] = [kernel].flat().length === 1 ? [kernel, kernel].flat() : [kernel].flat();
        const input: Case['input'] = [2, height, width, inChannels];
        const filter: Case['filter'] = [kh ?? 1, kw ?? 1, inChannels, outChannels];
        const output = tf.backend_util.computeConv2DInfo(input, filter, strides, 1, pad).outShape;
        found.push({ input, filter, output, strides, pad });
      }
    }
  }
  return found;
}

export function convolutionContract(thinned: Thinned): void {
  const all = thinned(cases());
  it(`convolves forward and backward (${all.length} shapes)`, async () => {
    for (const [seed, { input, filter, output, strides, pad }] of all.entries()) {
      const compute = withGradients((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad));
      await expectReference(compute, [input, filter, output], seed);
    }
  });

  it(`convolves transposed, forward and backward (${all.length} shapes)`, async () => {
    for (const [seed, { input, filter, output, strides, pad }] of all.entries()) {
      const compute = withGradients((x, w) =>
        tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, input, strides, pad),
      );
      await expectReference(compute, [output, filter, input], seed);
    }
  });

  it('adds bias and activation to a convolution', async () => {
    for (const activation of ['linear', 'relu', 'leakyrelu'] as const) {
      const compute: Compute = (x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D) =>
        tf.fused.conv2d({ x, filter, strides: 2, pad: 'same', bias, activation, leakyreluAlpha: 0.3 });
      await expectReference(compute, [[2, 9, 9, 3], [5, 5, 3, 7], [7]]);
    }
    const linear = withGradients((x, filter, bias) =>
      tf.fused.conv2d({
        x: x as tf.Tensor4D,
        filter: filter as tf.Tensor4D,
        strides: 1,
        pad: 'same',
        bias: bias as tf.Tensor1D,
      }),
    );
    await expectReference(linear, [[2, 7, 9, 3], [3, 3, 3, 6], [6], [2, 7, 9, 6]]);
  });

  it('refuses or computes dilated convolutions, never wrongly', async () => {
    const compute: Compute = (x: tf.Tensor4D, filter: tf.Tensor4D) =>
      tf.conv2d(x, filter, 1, 'same', 'NHWC', 2);
    await expectReference(compute, [
      [1, 9, 9, 2],
      [3, 3, 2, 4],
    ]);
  });
}
