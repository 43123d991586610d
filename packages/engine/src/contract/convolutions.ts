import { expect, it } from 'vitest';
import { biasedConv2d, biasedConv2dTranspose } from '../biased-convolution.ts';
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
  return [...found, ...wideCases()];
}

/** Filters between many channels and positions, for which an engine may have another algorithm. */
function wideCases(): Case[] {
  const wide: [number, number, number, number, Pair][] = [
    [3, 1, 5, 8, [8, 12]],
    [3, 1, 9, 11, [16, 20]],
    [3, 1, 3, 3, [16, 16]],
    [5, 2, 16, 17, [16, 20]],
    [5, 2, 21, 16, [20, 16]],
    [5, 2, 5, 6, [8, 4]],
    [3, 1, 8, 13, [24, 28]],
    [1, 1, 2, 3, [256, 256]],
    [3, 1, 3, 4, [28, 4]],
    [5, 2, 11, 18, [28, 36]],
    [5, 2, 5, 7, [196, 4]],
    [9, 1, 12, 13, [32, 3]],
  ];
  return wide.flatMap(([size, strides, height, width, [inputs, outputs]]) =>
    (['same', 'valid'] as const).map((pad): Case => {
      const input: Case['input'] = [2, height, width, inputs];
      const filter: Case['filter'] = [size, size, inputs, outputs];
      const output = tf.backend_util.computeConv2DInfo(input, filter, strides, 1, pad).outShape;
      return { input, filter, output, strides, pad };
    }),
  );
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

export function biasedConvolutionContract(): void {
  it('convolves with a bias, also transposed, forward and backward', async () => {
    for (const [size, stride, [inputs, outputs]] of [
      [3, 1, [6, 13]],
      [5, 2, [3, 5]],
      [3, 2, [16, 3]],
      [1, 1, [9, 3]],
      [2, 3, [4, 8]],
    ] as const) {
      const layer = withGradients((x, filter, bias) =>
        biasedConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, bias as tf.Tensor1D, stride),
      );
      const transposed = withGradients((x, filter, bias) =>
        biasedConv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, bias as tf.Tensor1D, stride),
      );
      const small = [2, 5, 7, inputs];
      const large = [2, 5 * stride, 7 * stride];
      const filter = [size, size, inputs, outputs];
      await expectReference(layer, [[...large, inputs], filter, [outputs], [2, 5, 7, outputs]]);
      const unpadded = withGradients((x, filter, bias) =>
        biasedConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, bias as tf.Tensor1D, stride, 'valid'),
      );
      const [high, wide] = [10, 13];
      const left = (side: number) => Math.floor((side - size) / stride) + 1;
      await expectReference(unpadded, [
        [2, high, wide, inputs],
        filter,
        [outputs],
        [2, left(high), left(wide), outputs],
      ]);
      const reversed = [size, size, outputs, inputs];
      await expectReference(transposed, [small, reversed, [outputs], [...large, outputs]]);
    }
  });

  it('computes no gradient of a picture that nobody wants', () => {
    const filter = tf.variable(tf.ones<tf.Rank.R4>([3, 3, 2, 2]));
    const [pictures, bias] = [tf.ones<tf.Rank.R4>([1, 4, 4, 2]), tf.ones<tf.Rank.R1>([2])];
    const kernels = tf.profile(() => {
      const { value, grads } = tf.variableGrads(
        () => tf.sum(biasedConv2d(pictures, filter, bias, 1)),
        [filter],
      );
      tf.dispose([value, grads]);
    });
    tf.dispose([filter, pictures, bias]);
    return kernels.then(({ kernelNames }) => {
      expect(kernelNames).toContain('Conv2DBackpropFilter');
      expect(kernelNames).not.toContain('Conv2DBackpropInput');
    });
  });
}
