/** The shrink task, whose `fit` is measured after a frozen reflection: the same optimum, for tests of frozen weights. */
import { tf } from '@yoto/engine';
import type { FrozenWeights, Task } from '../task.ts';
import { shrinkTask } from './shrink-task.ts';

/** Of the reflection; the shrink task has as many dimensions as it has signs. */
const SIGNS = [1, -1, 1, -1];

export interface FrozenTaskOptions {
  /** One hexadecimal digit, repeated. */
  sha256?: string;
  /** What else is said of the weights. */
  said?: Partial<FrozenWeights>;
  /** A task that breaks its promise: these frozen values are among the trained variables, too. */
  trains?: 'variable' | 'values';
}

export function frozenTask({ sha256 = 'a', said = {}, trains }: FrozenTaskOptions = {}): Task<tf.Tensor2D> {
  return {
    spec: shrinkTask.spec,
    async setup(context) {
      const run = await shrinkTask.setup(context);
      const signs = tf.tidy(() => tf.variable(tf.tensor1d(SIGNS), false));
      const copy = tf.variable(signs);
      const trained = { variable: signs, values: copy };
      const frozen: FrozenWeights = {
        name: 'mirror',
        title: 'A reflection',
        sha256: sha256.repeat(64),
        tensors: () => new Map([['mirror/signs', signs]]),
        ...said,
      };
      const reflected = (vectors: tf.Tensor) => tf.mul(vectors, signs);
      return {
        ...run,
        frozen: [frozen],
        model: {
          ...run.model,
          weights: () =>
            trains ? new Map([...run.model.weights(), ['signs', trained[trains]]]) : run.model.weights(),
        },
        lossTerms: (y, batch, lambda) => ({
          ...run.lossTerms(y, batch, lambda),
          fit: tf.sum(tf.squaredDifference(reflected(y), reflected(batch.x as tf.Tensor)), 1),
        }),
        dispose() {
          tf.dispose([signs, copy]);
          return run.dispose();
        },
      };
    },
  };
}
