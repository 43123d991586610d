/** The trainable variables of a model or of its conditioning: made once, found by name. */
import { AppError, randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { NamedVariables } from '../task.ts';
import { type Initialiser, zeros } from './initialisers.ts';

export interface Parameters {
  /** A new variable whose first value is a function of (seed, name) alone. Names are unique. */
  create(name: string, shape: readonly number[], initialiser: Initialiser): tf.Variable;
  all(): NamedVariables;
  dispose(): void;
}

let areReplaced = false;

/**
 * Builds a model that gets stored values before anybody reads its own: its variables start as zeros, because drawing them
 * takes most of the time of opening a large model. What a promise of `build` does later draws as ever.
 */
export function withoutFirstValues<T>(build: () => T): T {
  const before = areReplaced;
  areReplaced = true;
  try {
    return build();
  } finally {
    areReplaced = before;
  }
}

export function createParameters(seed: number): Parameters {
  const variables = new Map<string, tf.Variable>();
  return {
    create(name, shape, initialiser) {
      if (variables.has(name)) {
        throw new AppError('internal', `Two variables are called "${name}": give each layer its own name`);
      }
      const first = areReplaced ? zeros : initialiser;
      const values = first(shape, randomStream(seed, `weights/${name}`));
      // tfjs keeps a global register of names: leave it to choose its own, so that two models can live side by side.
      const initial = tf.tensor(values, [...shape], 'float32');
      const variable = tf.variable(initial);
      initial.dispose();
      variables.set(name, variable);
      return variable;
    },
    all: () => variables,
    dispose() {
      for (const variable of variables.values()) variable.dispose();
      variables.clear();
    },
  };
}
