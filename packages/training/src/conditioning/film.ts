/**
 * Feature-wise Linear Modulation (paper, equation 4; Perez et al. 2018): every channel of a layer is scaled and
 * shifted by two small networks of lambda, M_sigma and M_mu, one pair for each conditioned layer.
 */
import { AppError } from '@yoto/core';
import { film, tf } from '@yoto/engine';
import { createParameters } from '../layers/parameters.ts';
import type { Conditioning, Modulation } from './conditioning.ts';
import { createFilmNetworks, type FilmNetworks, type FilmOptions, type SiteSize } from './film-networks.ts';

/** `scale = 1 + k * M_sigma(lambda)`, `shift = k * M_mu(lambda)`: training starts near the identity. */
export function filmConditioning(options: FilmOptions): Conditioning {
  const parameters = createParameters(options.seed);
  const sites: SiteSize[] = [];
  let networks: FilmNetworks | undefined;
  // The networks of all sites are computed together, so they are made once the model is complete.
  const complete = () => {
    networks ??= createFilmNetworks(parameters, sites, options);
    return networks;
  };
  const modulations = oncePerLambda((encodedLambda) => complete()(encodedLambda));
  return {
    site(name, channels) {
      if (networks)
        throw new AppError('internal', `The site "${name}" comes after the first use of the model`);
      if (sites.some((site) => site.name === name)) {
        throw new AppError('internal', `Two conditioning sites are called "${name}": give each its own name`);
      }
      const index = sites.push({ name, channels }) - 1;
      const at = (encodedLambda: tf.Tensor2D) => modulations(encodedLambda)[index] as Modulation;
      return {
        apply(preActivation, encodedLambda) {
          const { scale, shift } = at(encodedLambda);
          return film(preActivation, scale, shift);
        },
        applyToLayer(layer, input, encodedLambda, slope) {
          const { scale, shift } = at(encodedLambda);
          return film(layer.withoutBias(input), scale, shift, { slope, bias: layer.bias });
        },
      };
    },
    blockInput: (channels) => ({ channels, apply: (input) => input }),
    modulations(encodedLambda) {
      if (sites.length === 0) return new Map();
      const values = modulations(encodedLambda);
      return new Map(sites.map(({ name }, index) => [name, values[index] as Modulation]));
    },
    weights() {
      if (sites.length > 0) complete();
      return parameters.all();
    },
    dispose: parameters.dispose,
  };
}

/**
 * The sites of one forward pass share one computation. What was computed outside of a gradient must not be used
 * inside of one, where the tape would not know where it came from.
 */
function oncePerLambda(compute: FilmNetworks): FilmNetworks {
  let last: { encodedLambda: tf.Tensor2D; depth: number; values: Modulation[] } | undefined;
  return (encodedLambda) => {
    const depth = tf.engine().state.gradientDepth;
    const isGood =
      last?.encodedLambda === encodedLambda &&
      last.depth === depth &&
      last.values.every(({ scale, shift }) => !scale.isDisposed && !shift.isDisposed);
    if (!last || !isGood) last = { encodedLambda, depth, values: compute(encodedLambda) };
    return last.values;
  };
}
