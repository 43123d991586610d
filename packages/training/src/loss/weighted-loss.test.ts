import type { TaskSpec } from '@yoto/core';
import { tf } from '@yoto/engine';
import { describe, expect, test } from 'vitest';
import { useEngine } from '../testing/use-engine.ts';
import { declaredValues } from './declared-values.ts';
import { weightedLoss } from './weighted-loss.ts';

useEngine();

const range = { min: 0.1, max: 10, scale: 'log' } as const;
const lossTerms: TaskSpec['lossTerms'] = [
  { name: 'first', label: 'First', weight: range },
  { name: 'held', label: 'Held', weight: { fixed: 100 } },
  { name: 'second', label: 'Second', weight: range },
];
const lambdas = () => ({
  first: tf.tensor1d([1, 3]),
  second: tf.tensor1d([2, 4]),
  power: tf.tensor1d([9, 9]),
});

test('is the batch mean of each example weighted by its own lambda', () => {
  const terms = [tf.tensor1d([1, 10]), tf.tensor1d([0.5, 0.25]), tf.tensor1d([7, 5])];
  const expected = (1 * 1 + 100 * 0.5 + 2 * 7 + (3 * 10 + 100 * 0.25 + 4 * 5)) / 2;
  expect(weightedLoss(terms, lossTerms, lambdas()).dataSync()[0]).toBeCloseTo(expected, 4);
});

test('each example may be scaled', () => {
  const terms = [tf.tensor1d([1, 10]), tf.tensor1d([0.5, 0.25]), tf.tensor1d([7, 5])];
  const expected = (2 * (1 * 1 + 100 * 0.5 + 2 * 7) + 0.5 * (3 * 10 + 100 * 0.25 + 4 * 5)) / 2;
  const loss = weightedLoss(terms, lossTerms, lambdas(), Float32Array.of(2, 0.5));
  expect(loss.dataSync()[0]).toBeCloseTo(expected, 4);
});

test('the gradient of a term is its weight divided by the batch size', () => {
  const gradient = tf.grad((x) =>
    weightedLoss([x as tf.Tensor1D, x as tf.Tensor1D], lossTerms.slice(0, 2), lambdas()),
  );
  expect([...gradient(tf.tensor1d([0, 0])).dataSync()]).toEqual([(1 + 100) / 2, (3 + 100) / 2]);
});

describe('declaredValues', () => {
  const value = () => tf.tensor1d([1, 2]);
  test('gives the tensors in the order of the spec', () => {
    const [second, first, held] = [value(), value(), value()];
    expect(declaredValues({ second, first, held }, lossTerms, 'loss terms', 2)).toEqual([
      first,
      held,
      second,
    ]);
  });
  test.each([
    ['is missing', { first: value, held: value }, /"second"/],
    ['is not declared', { first: value, held: value, second: value, extra: value }, /extra/],
    [
      'has no value per example',
      { first: value, held: () => tf.tensor([1, 2, 3]), second: value },
      /\[3\].*\[2\]/,
    ],
  ])('says which value %s', (_what, makers, message) => {
    const returned = Object.fromEntries(
      Object.entries(makers).map(([name, make]) => [name, make() as tf.Tensor1D]),
    );
    expect(() => declaredValues(returned, lossTerms, 'loss terms', 2)).toThrow(message);
  });
});
