import { randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import { describeOnEngines, enginesHere } from '@yoto/testkit/engines-here';
import { expectGradients } from '@yoto/testkit/expect-gradients';
import { expect, test } from 'vitest';
import { contentLoss, gramMatrix, styleLoss, totalVariation } from './losses.ts';

/** Two images of 1 x 2 pixels and 2 channels. */
const features = () => tf.tensor4d([1, 2, 3, 4, 0, 1, 1, 0], [2, 1, 2, 2]);
/** As large, the pixels of each image swapped: the same style, another content. */
const swapped = () => tf.tensor4d([3, 4, 1, 2, 1, 0, 0, 1], [2, 1, 2, 2]);

describeOnEngines(await enginesHere(), () => {
  test('the Gram matrix averages the products of channels over the positions', () => {
    // (1*1 + 3*3) / 2, (1*2 + 3*4) / 2, (2*2 + 4*4) / 2; then pixels (0, 1) and (1, 0).
    expectValues(gramMatrix(features()), [5, 7, 7, 10, 0.5, 0, 0, 0.5]);
  });

  test('the style loss compares Gram matrices, also of images of other sizes', () => {
    expectValues(styleLoss(features(), swapped()), [0, 0]);
    const onePixel = tf.tensor4d([1, 0, 2, 2], [2, 1, 1, 2]);
    // Gram matrices [1 0; 0 0] and [4 4; 4 4].
    const first = (4 ** 2 + 7 ** 2 + 7 ** 2 + 10 ** 2) / 4;
    const second = (3.5 ** 2 + 4 ** 2 + 4 ** 2 + 3.5 ** 2) / 4;
    expectValues(styleLoss(features(), onePixel), [first, second]);
  });

  test('the content loss is the mean squared difference, position by position', () => {
    expectValues(contentLoss(features(), swapped()), [4, 1]);
  });

  test('total variation is the mean squared difference of neighbours down and across', () => {
    const images = tf.tensor4d([0, 0.5, 1, 0.25], [1, 2, 2, 1]);
    const [down, across] = [(1 + 0.0625) / 2, (0.25 + 0.5625) / 2];
    expectValues(totalVariation(images), [down + across]);
    expectValues(totalVariation(tf.fill([2, 3, 4, 3], 0.7)), [0, 0]);
  });

  test('gradients are those of the definitions', () => {
    const normals = (name: string) => tf.tensor4d(randomStream(3, name).normals(24), [2, 2, 3, 2]);
    const x = tf.variable(normals('x'));
    const image = x as tf.Tensor as tf.Tensor4D;
    const target = normals('target');
    for (const compute of [
      () => contentLoss(image, target),
      () => styleLoss(image, target),
      () => totalVariation(image),
    ])
      expectGradients(compute, { x });
    tf.dispose([x, target]);
  });
});

function expectValues(found: tf.Tensor, expected: readonly number[]): void {
  const values = found.dataSync();
  expect(values).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(values[index]).toBeCloseTo(value, 4);
}
