/**
 * What FiLM does to the layers that a decoder computes before it can read a single latent: scales and shifts that are the
 * same bits on every machine, from the weights of the conditioning networks.
 */
import { dense, leakyRelu, portableLog } from '@yoto/codec';
import { AppError, lambdaRange, type TrainedJobSpec } from '@yoto/core';
import { FILM_HIDDEN_SLOPE, placeInRange } from '@yoto/training';
import type { HostWeights } from '../factorised-pmf.ts';

/** Of one site, `[channels]` each or more: narrower sites than the widest ignore the rest. */
export interface ExactModulation {
  scale: Float64Array;
  shift: Float64Array;
}

/** `encodeLambda` of the one variable term, on the host: from the weight in single precision, as in training. */
export function exactEncodedLambda(
  term: string,
  lambda: number,
  { conditioning, distribution }: Pick<TrainedJobSpec, 'conditioning' | 'distribution'>,
): number {
  const single = Math.fround(lambda);
  const own = distribution[term];
  const { min, max } = own ? lambdaRange(own) : { min: 1, max: 1 };
  switch (conditioning.preprocess) {
    case 'log':
      return Math.fround(portableLog(single));
    case 'centred-log':
      return Math.fround(placeInRange(portableLog(single), portableLog(min), portableLog(max)));
    case 'raw':
      return Math.fround(single / max);
  }
}

/**
 * M_sigma and M_mu (paper, equation 4) of the site that is number `site` of all of the model's. Throws `internal` when
 * the weights are not those of FiLM networks.
 */
export function exactModulation(
  weights: HostWeights,
  { site, sites, strength }: { site: number; sites: number; strength: number },
  encodedLambda: number,
): ExactModulation {
  const outputs = [2 * site, 2 * site + 1].map((network) =>
    networkOutput(weights, network, 2 * sites, encodedLambda),
  );
  const [scale, shift] = outputs as [Float64Array, Float64Array];
  return { scale: scale.map((m) => 1 + strength * m), shift: shift.map((m) => strength * m) };
}

/** One hidden layer of leaky ReLUs, no nonlinearity on the output; `count` networks are stacked in each variable. */
function networkOutput(
  weights: HostWeights,
  network: number,
  count: number,
  encodedLambda: number,
): Float64Array {
  const partOf = (name: string): Float32Array => {
    const values = weights.get(`conditioning/${name}`)?.values;
    if (!values) throw new AppError('internal', `The weights have no "conditioning/${name}"`);
    const size = values.length / count;
    return values.subarray(network * size, (network + 1) * size);
  };
  const hidden = dense(Float64Array.of(encodedLambda), partOf('hidden/kernel'), partOf('hidden/bias'));
  return dense(leakyRelu(hidden, FILM_HIDDEN_SLOPE), partOf('output/kernel'), partOf('output/bias'));
}
