/** Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019). */
import type { Optimiser } from '@yoto/core';
import { adamUpdate, tf } from '@yoto/engine';
import type { HostTensors } from '../checkpoint/checkpoint.ts';
import { downloadTensors, uploadTensors } from '../checkpoint/host-tensors.ts';
import type { NamedVariables } from '../task.ts';

export interface AdamOptions {
  variables: NamedVariables;
  /** The names of the variables that weight decay leaves alone: those of the conditioning networks. */
  undecayed: ReadonlySet<string>;
  settings: Optimiser;
  weightDecay: number;
}

interface AdamMoments {
  firstMoments: HostTensors;
  secondMoments: HostTensors;
}

export interface Adam {
  /** One update of every variable that has a gradient. `step` counts from 1. */
  update(gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number, step: number): void;
  moments(): Promise<AdamMoments>;
  restore(moments: AdamMoments): void;
  dispose(): void;
}

export function createAdam({ variables, undecayed, settings, weightDecay }: AdamOptions): Adam {
  const first = zerosLike(variables);
  const second = zerosLike(variables);
  return {
    update(gradients, learningRate, step) {
      for (const [name, gradient] of gradients) {
        const state = {
          parameter: variables.get(name) as tf.Variable,
          firstMoment: first.get(name) as tf.Variable,
          secondMoment: second.get(name) as tf.Variable,
        };
        const { beta1, beta2, epsilon } = settings;
        const decay = undecayed.has(name) ? 0 : weightDecay;
        const updated = adamUpdate(
          { ...state, gradient },
          { learningRate, beta1, beta2, epsilon, step, weightDecay: decay },
        );
        replace(state.parameter, updated.parameter);
        replace(state.firstMoment, updated.firstMoment);
        replace(state.secondMoment, updated.secondMoment);
      }
    },
    moments: async () => ({
      firstMoments: await downloadTensors(first),
      secondMoments: await downloadTensors(second),
    }),
    restore({ firstMoments, secondMoments }) {
      uploadTensors(firstMoments, first, 'first moments');
      uploadTensors(secondMoments, second, 'second moments');
    },
    dispose: () => tf.dispose([...first.values(), ...second.values()]),
  };
}

/** The variable takes over the tensor's buffer. */
function replace(variable: tf.Variable, value: tf.Tensor): void {
  variable.assign(value);
  value.dispose();
}

function zerosLike(variables: NamedVariables): NamedVariables {
  return new Map(
    [...variables].map(([name, variable]) => [
      name,
      tf.tidy(() => tf.variable(tf.zerosLike(variable), false)),
    ]),
  );
}
