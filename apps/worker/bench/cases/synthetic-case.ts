// A model written from operations alone, for networks that are timed without their task.
import { tf } from '@yoto/engine';
import { createParameters, type Parameters, varianceScaling } from '@yoto/training';
import { createAdam } from '../../../../packages/training/src/train/adam.ts';
import type { BenchCase } from '../bench-case.ts';

const SETTINGS = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const INITIALISER = varianceScaling({ scale: 1, mode: 'fan-in' });

/** Creates a model's variables; `weight` is drawn at random, `constant` has one value. */
export interface Variables {
  weight(shape: number[]): tf.Tensor;
  constant(shape: number[], value: number): tf.Tensor;
}

function variablesIn(parameters: Parameters): Variables {
  let count = 0;
  const name = () => `weight${count++}`;
  return {
    weight: (shape) => parameters.create(name(), shape, INITIALISER),
    constant: (shape, value) =>
      parameters.create(name(), shape, () => new Float32Array(tf.util.sizeFromShape(shape)).fill(value)),
  };
}

/** `model` makes its variables and returns the loss of a batch. */
export function openSyntheticCase(
  shape: [number, number, number, number],
  model: (variables: Variables) => (batch: tf.Tensor4D, step: number) => tf.Scalar,
): BenchCase {
  const parameters = createParameters(1);
  const loss = model(variablesIn(parameters));
  const variables = parameters.all();
  const adam = createAdam({ variables, undecayed: new Set(), settings: SETTINGS, weightDecay: 0 });
  const batch = tf.randomUniform<tf.Rank.R4>(shape, 0, 1, 'float32', 1);
  let steps = 0;
  return {
    async step() {
      steps += 1;
      const { value, grads } = tf.variableGrads(() => loss(batch, steps), [...variables.values()]);
      const named = [...variables].map(
        ([name, variable]) => [name, grads[variable.name] as tf.Tensor] as const,
      );
      adam.update(new Map(named), 1e-4, steps);
      await value.data();
      tf.dispose([value, grads]);
    },
    dispose() {
      adam.dispose();
      parameters.dispose();
      batch.dispose();
    },
  };
}
