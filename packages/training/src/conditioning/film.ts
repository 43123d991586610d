/**
 * Feature-wise Linear Modulation (paper, equation 4; Perez et al. 2018): every channel of a layer is scaled and
 * shifted by two small networks of lambda, M_sigma and M_mu, one pair for each conditioned layer.
 */
import { AppError } from '@yoto/core';
import { film, tf } from '@yoto/engine';
import { createParameters } from '../layers/parameters.ts';
import { type Conditioning, type ConditioningSite, UNCONDITIONED } from './conditioning.ts';
import { createFilmNetworks, type FilmNetworks, type FilmOptions } from './film-networks.ts';
import { createLambdaEmbedding, type LambdaEmbedding } from './lambda-embedding.ts';

/** `scale = 1 + k * M_sigma(lambda)`, `shift = k * M_mu(lambda)`: training starts near the identity. */
export function filmConditioning(options: FilmOptions): Conditioning {
  const parameters = createParameters(options.seed);
  const sites: ConditioningSite[] = [];
  const embeddings = new Map<string, LambdaEmbedding>();
  let networks: FilmNetworks | undefined;
  // The networks of all sites are computed together, so they are made once the model is complete.
  const complete = () => {
    networks ??= createFilmNetworks(parameters, sites, options);
    return networks;
  };
  return {
    site(name, channels) {
      if (networks)
        throw new AppError('internal', `The site "${name}" comes after the first use of the model`);
      if (sites.some((site) => site.name === name)) {
        throw new AppError('internal', `Two conditioning sites are called "${name}": give each its own name`);
      }
      const site = { name, channels };
      sites.push(site);
      return site;
    },
    blockInput: (channels) => ({ channels, isWidened: false }),
    vector(name, channels, { units }) {
      embeddings.set(name, createLambdaEmbedding(parameters, name, { ...options, units }));
      return { name, channels: channels + units };
    },
    modulatedSites: () => sites,
    at(encodedLambda) {
      const all = sites.length > 0 ? complete()(encodedLambda) : [];
      const modulationOf = (site: ConditioningSite) => all[sites.indexOf(site)] ?? unknown('site', site);
      return {
        ...UNCONDITIONED,
        modulate(site, features) {
          const { scale, shift } = modulationOf(site);
          return film(features, scale, shift) as typeof features;
        },
        modulateLayer(site, layer, input, slope) {
          const { scale, shift } = modulationOf(site);
          return film(layer.withoutBias(input), scale, shift, { slope, bias: layer.bias });
        },
        join(entry, vector) {
          const embed = embeddings.get(entry.name) ?? unknown('vector', entry);
          return tf.concat([vector, embed(encodedLambda)], 1);
        },
      };
    },
    weights() {
      if (sites.length > 0) complete();
      return parameters.all();
    },
    dispose: parameters.dispose,
  };
}

function unknown(what: 'site' | 'vector', { name }: { name: string }): never {
  throw new AppError('internal', `The ${what} "${name}" is not one that this conditioning gave`);
}
