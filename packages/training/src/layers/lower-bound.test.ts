import { tf } from '@yoto/engine';
import { expect, test } from 'vitest';
import { useEngine } from '../testing/use-engine.ts';
import { lowerBound } from './lower-bound.ts';

useEngine();

const x = () => tf.tensor1d([-3, -0.5, 0.25, 0.5, 2]);

test('is the greater of value and bound', () => {
  expect([...lowerBound(x(), 0.25).dataSync()]).toEqual([0.25, 0.25, 0.25, 0.5, 2]);
});

test('its gradient passes at and above the bound; below it only where descent would move the value up', () => {
  const gradient = (dy: number) => [
    ...tf
      .grad((values) => lowerBound(values, 0.25))(x(), tf.fill([5], dy))
      .dataSync(),
  ];
  expect(gradient(2)).toEqual([0, 0, 2, 2, 2]);
  expect(gradient(-2)).toEqual([-2, -2, -2, -2, -2]);
});

test('a value below the bound is brought back by descent, where that lowers the loss', () => {
  const variable = tf.variable(tf.scalar(-1));
  const descend = (loss: (value: tf.Tensor) => tf.Tensor, steps: number) => {
    for (let step = 0; step < steps; step++) {
      tf.tidy(() => {
        const { grads } = tf.variableGrads(() => loss(lowerBound(variable, 0)) as tf.Scalar, [variable]);
        variable.assign(tf.sub(variable, tf.mul(grads[variable.name] as tf.Tensor, 0.1)));
      });
    }
    return variable.dataSync()[0] as number;
  };
  expect(descend((value) => tf.square(tf.add(value, 1)), 5)).toBe(-1);
  expect(descend((value) => tf.square(tf.sub(value, 1)), 50)).toBeCloseTo(1, 2);
  variable.dispose();
});
