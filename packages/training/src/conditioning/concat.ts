import { tf } from '@yoto/engine';
import { type Conditioning, UNCONDITIONED, WITHOUT_SITES } from './conditioning.ts';

/**
 * Ablation of section 4.1.1: constant planes of the encoded lambda are concatenated to the input of every block
 * (`concat`), or only of the blocks marked `first` (`input`). Vectors are joined by the encoded lambda itself.
 */
export function concatConditioning(where: 'every block' | 'first blocks', variables: number): Conditioning {
  return {
    ...WITHOUT_SITES,
    blockInput(channels, { first }) {
      const isWidened = where === 'every block' || first;
      return { channels: isWidened ? channels + variables : channels, isWidened };
    },
    vector: (name, channels) => ({ name, channels: channels + variables }),
    at: (encodedLambda) => ({
      ...UNCONDITIONED,
      widen: (entry, input) => (entry.isWidened ? withPlanes(input, encodedLambda) : input),
      join: (_entry, vector) => tf.concat([vector, encodedLambda], 1),
    }),
  };
}

/** The input `[batch, ..., channels]` with one more channel per column of the encoded lambda, after its own. */
function withPlanes<Input extends tf.Tensor>(input: Input, encodedLambda: tf.Tensor2D): Input {
  const [batch = 0, ...rest] = input.shape;
  const positions = rest.slice(0, -1);
  const oneEach = encodedLambda.reshape([batch, ...positions.map(() => 1), encodedLambda.shape[1]]);
  const planes = tf.tile(oneEach, [1, ...positions, 1]);
  return tf.concat([input, planes as Input], -1);
}
