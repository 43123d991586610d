/**
 * Feature-wise Linear Modulation (paper, equation 4; Perez et al. 2018): every channel of a layer is scaled and
 * shifted by two small networks of lambda, M_sigma and M_mu, one pair for each conditioned layer.
 */
import { film, tf } from '@yoto/engine';
import { dense } from '../layers/dense.ts';
import { varianceScaling } from '../layers/initialisers.ts';
import { createParameters, type Parameters } from '../layers/parameters.ts';
import type { Conditioning, ConditioningSite } from './conditioning.ts';

const INITIALISER = varianceScaling({ scale: 2, mode: 'fan-in' });
/** TensorFlow's default slope, which the authors' conditioning networks use (their convolutions have 0.3). */
const HIDDEN_SLOPE = 0.2;

export interface FilmOptions {
  seed: number;
  /** Columns of the encoded lambda. */
  terms: number;
  hiddenUnits: number;
  /** k of scale = 1 + k * m: how far from the identity the modulation starts. */
  strength: number;
}

/** `scale = 1 + k * M_sigma(lambda)`, `shift = k * M_mu(lambda)`: training starts near the identity. */
export function filmConditioning(options: FilmOptions): Conditioning {
  const parameters = createParameters(options.seed);
  return {
    site: (name, channels) => filmSite(parameters, `conditioning/${name}`, channels, options),
    blockInput: (channels) => ({ channels, apply: (input) => input }),
    weights: parameters.all,
    dispose: parameters.dispose,
  };
}

function filmSite(
  parameters: Parameters,
  name: string,
  channels: number,
  { terms, hiddenUnits, strength }: FilmOptions,
): ConditioningSite {
  const scaleNetwork = conditioningNetwork(parameters, `${name}/scale`, terms, hiddenUnits, channels);
  const shiftNetwork = conditioningNetwork(parameters, `${name}/shift`, terms, hiddenUnits, channels);
  return {
    apply(preActivation, encodedLambda) {
      const scale = tf.add<tf.Tensor2D>(tf.mul(scaleNetwork(encodedLambda), strength), 1);
      const shift = tf.mul<tf.Tensor2D>(shiftNetwork(encodedLambda), strength);
      return film(preActivation, scale, shift);
    },
  };
}

/** One hidden layer, no nonlinearity on the output: `[batch, terms]` -> `[batch, channels]`. */
function conditioningNetwork(
  parameters: Parameters,
  name: string,
  terms: number,
  hiddenUnits: number,
  channels: number,
): (encodedLambda: tf.Tensor2D) => tf.Tensor2D {
  const hidden = dense(parameters, `${name}/hidden`, {
    inputs: terms,
    outputs: hiddenUnits,
    initialiser: INITIALISER,
  });
  const output = dense(parameters, `${name}/output`, {
    inputs: hiddenUnits,
    outputs: channels,
    initialiser: INITIALISER,
  });
  return (encodedLambda) => output(tf.leakyRelu(hidden(encodedLambda), HIDDEN_SLOPE));
}
