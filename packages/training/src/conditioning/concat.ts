import { tf } from '@yoto/engine';
import { type ConditionedInput, type Conditioning, UNCONDITIONED_SITE } from './conditioning.ts';

/**
 * Ablation of section 4.1.1: constant planes of the encoded lambda are concatenated to the input of every block
 * (`concat`), or only of the blocks marked `first` (`input`).
 */
export function concatConditioning(where: 'every block' | 'first blocks', terms: number): Conditioning {
  return {
    site: () => UNCONDITIONED_SITE,
    blockInput: (channels, { first }) =>
      where === 'every block' || first
        ? widenedInput(channels, terms)
        : { channels, apply: (input) => input },
    modulations: () => new Map(),
    weights: () => new Map(),
    dispose: () => {},
  };
}

function widenedInput(channels: number, terms: number): ConditionedInput {
  return {
    channels: channels + terms,
    apply(input, encodedLambda) {
      const [batch = 0, ...rest] = input.shape;
      const positions = rest.slice(0, -1);
      const oneEach = encodedLambda.reshape([batch, ...positions.map(() => 1), terms]);
      const planes = tf.tile(oneEach, [1, ...positions, 1]);
      return tf.concat([input, planes], -1);
    },
  };
}
