/**
 * The hyper-latents' probabilities in double precision and without an engine, the same bits on every machine, so that an
 * encoder and a decoder make the same tables of them.
 */
import { portableSigmoid, portableSoftplus, portableTanh } from '@yoto/codec';
import { AppError } from '@yoto/core';
import { PRIOR_LAYERS, PRIOR_WIDTHS } from './entropy-models.ts';

/** Weights by the names of the model's variables, e.g. `prior/layer1/matrix`. */
export type HostWeights = ReadonlyMap<string, { values: Float32Array }>;

/** The distribution of one channel's rounded values. */
export interface ChannelDensity {
  /** P(z = integer). */
  probability(integer: number): number;
  /** P(z < integer). */
  below(integer: number): number;
  /** P(z > integer). */
  above(integer: number): number;
}

/** By channel, of the prior whose variables are called `name`/... Throws `internal` when a weight is missing. */
export function factorisedDensities(weights: HostWeights, name: string): ChannelDensity[] {
  return priorNetworks(weights, name).map((network) => ({
    probability: (integer) => probability(network, integer),
    below: (integer) => portableSigmoid(logit(network, integer - 0.5)),
    above: (integer) => portableSigmoid(-logit(network, integer + 0.5)),
  }));
}

/** One channel's layers. */
type Network = readonly { matrix: Float64Array; bias: Float64Array; factor: Float64Array | undefined }[];

function priorNetworks(weights: HostWeights, name: string): Network[] {
  const valuesOf = (path: string): Float32Array => {
    const found = weights.get(`${name}/${path}`);
    if (!found) throw new AppError('internal', `The weights have no "${name}/${path}"`);
    return found.values;
  };
  const channels = valuesOf('layer1/bias').length / PRIOR_WIDTHS[1];
  const sliceOf = (path: string, channel: number): Float64Array => {
    const values = valuesOf(path);
    const size = values.length / channels;
    return Float64Array.from(values.subarray(channel * size, (channel + 1) * size));
  };
  return Array.from({ length: channels }, (_, channel) =>
    Array.from({ length: PRIOR_LAYERS }, (_, index) => {
      const layer = `layer${index + 1}`;
      const isLast = index === PRIOR_LAYERS - 1;
      return {
        matrix: sliceOf(`${layer}/matrix`, channel).map((value) => portableSoftplus(value)),
        bias: sliceOf(`${layer}/bias`, channel),
        factor: isLast ? undefined : sliceOf(`${layer}/factor`, channel).map((value) => portableTanh(value)),
      };
    }),
  );
}

function probability(network: Network, integer: number): number {
  const upper = logit(network, integer + 0.5);
  const lower = logit(network, integer - 0.5);
  const side = upper + lower > 0 ? -1 : 1;
  return side * (portableSigmoid(side * upper) - portableSigmoid(side * lower));
}

function logit(network: Network, z: number): number {
  let x: number[] = [z];
  for (const { matrix, bias, factor } of network) {
    const inputs = x;
    x = [...bias].map((start, row) => {
      let sum = start;
      for (const [column, value] of inputs.entries())
        sum += (matrix[row * inputs.length + column] as number) * value;
      return factor ? sum + (factor[row] as number) * portableTanh(sum) : sum;
    });
  }
  return x[0] as number;
}
