import { beforeAll, expect, test } from 'vitest';
import { type Compute, expectReference } from '../contract/compare.ts';
import { tf } from '../tf.ts';
import { installTransposedConvolution } from './transposed-convolution.ts';

/** `[side of the filter, stride, padding]`, and sides of the outputs that the stride divides and that it does not. */
const CASES: [number | [number, number], number | [number, number], 'same' | 'valid', [number, number]][] = [
  [3, 2, 'same', [8, 10]],
  [3, 1, 'same', [5, 7]],
  [5, 2, 'same', [7, 10]],
  [5, 3, 'same', [9, 11]],
  [1, 2, 'same', [6, 5]],
  [2, 3, 'valid', [8, 9]],
  [9, 4, 'valid', [14, 13]],
  [[3, 5], [1, 2], 'same', [6, 9]],
];

// Stock, as browsers have it.
beforeAll(async () => {
  await import('@tensorflow/tfjs-backend-wasm');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await tf.setBackend('cpu');
  installTransposedConvolution();
  expect(await tf.setBackend('wasm')).toBe(true);
});

test.each(CASES)('filters of %j with stride %j, padding "%s", onto %j', async (size, stride, pad, sides) => {
  const [rows, columns] = [size].flat().length === 1 ? [size, size].flat() : [size].flat();
  const shape: [number, number, number, number] = [2, ...sides, 4];
  const filterShape: [number, number, number, number] = [rows as number, columns as number, 4, 3];
  const { outShape } = tf.backend_util.computeConv2DInfo(shape, filterShape, stride, 1, pad);
  const compute: Compute = (x, filter) => tf.conv2dTranspose(x, filter, shape, stride, pad);
  await expectReference(compute, [outShape, filterShape]);
});

test('a filter that changes is read again', async () => {
  const image = tf.ones<tf.Rank.R4>([1, 2, 2, 1]);
  const filter = tf.variable(tf.ones<tf.Rank.R4>([2, 2, 1, 1]));
  const first = async () => {
    const made = tf.tidy(() => tf.conv2dTranspose(image, filter as tf.Tensor4D, [1, 4, 4, 1], 2, 'same'));
    const [value] = await made.data();
    made.dispose();
    return value;
  };
  expect(await first()).toBe(1);
  filter.assign(tf.fill([2, 2, 1, 1], 3));
  expect(await first()).toBe(3);
});
