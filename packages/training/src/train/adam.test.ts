import { tf } from '@yoto/engine';
import { describe, expect, test } from 'vitest';
import { useEngine } from '../testing/use-engine.ts';
import { createAdam } from './adam.ts';

useEngine();

const settings = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const GRADIENTS = [0.5, -2, 0.1, 3];

/** Adam and the decoupled decay in double precision, from the papers. */
function reference(start: number, learningRate: number, decay: number): number {
  let [weight, first, second] = [start, 0, 0];
  GRADIENTS.forEach((gradient, index) => {
    first = 0.9 * first + 0.1 * gradient;
    second = 0.999 * second + 0.001 * gradient ** 2;
    const step = index + 1;
    weight -= (learningRate * (first / (1 - 0.9 ** step))) / (Math.sqrt(second / (1 - 0.999 ** step)) + 1e-8);
    weight *= 1 - learningRate * decay;
  });
  return weight;
}

function run(weightDecay: number) {
  const variables = new Map([
    ['model', tf.variable(tf.tensor1d([1, -4]))],
    ['conditioning', tf.variable(tf.tensor1d([1, -4]))],
  ]);
  const adam = createAdam({ variables, undecayed: new Set(['conditioning']), settings, weightDecay });
  GRADIENTS.forEach((gradient, index) => {
    const gradients = new Map([...variables.keys()].map((name) => [name, tf.tensor1d([gradient, gradient])]));
    adam.update(gradients, 0.1, index + 1);
  });
  const value = (name: string) => [...(variables.get(name) as tf.Tensor).dataSync()];
  return { adam, value };
}

describe('createAdam', () => {
  test('updates as the paper says, and decays all but the conditioning', () => {
    const { value } = run(0.05);
    expect(value('model')[0]).toBeCloseTo(reference(1, 0.1, 0.05), 5);
    expect(value('model')[1]).toBeCloseTo(reference(-4, 0.1, 0.05), 5);
    expect(value('conditioning')[0]).toBeCloseTo(reference(1, 0.1, 0), 5);
    expect(value('model')[0]).not.toBeCloseTo(value('conditioning')[0] as number, 3);
  });

  test('leaves a variable without a gradient alone, and no tensor behind', () => {
    const variables = new Map([['still', tf.variable(tf.tensor1d([1]))]]);
    const adam = createAdam({ variables, undecayed: new Set(), settings, weightDecay: 0.1 });
    const before = tf.memory().numTensors;
    adam.update(new Map(), 0.1, 1);
    expect(variables.get('still')?.dataSync()[0]).toBe(1);
    const gradients = new Map([['still', tf.tensor1d([2])]]);
    adam.update(gradients, 0.1, 1);
    tf.dispose([...gradients.values()]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('refuses moments that do not fit, and says which', async () => {
    const { adam } = run(0);
    const { firstMoments, secondMoments } = await adam.moments();
    const other = new Map([['model', { shape: [3], values: new Float32Array(3) }]]);
    expect(() => adam.restore({ firstMoments: other, secondMoments })).toThrow(
      /"conditioning" is missing.*\[3\]/,
    );
    expect(() => adam.restore({ firstMoments, secondMoments })).not.toThrow();
  });
});
