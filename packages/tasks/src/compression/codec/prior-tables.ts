/** The tables that code the hyper-latents: one a channel, made of the model's weights. */
import { type ChannelMass, factorizedTables, type SymbolTables } from '@yoto/codec';
import { type ChannelDensity, factorisedDensities, type HostWeights } from '../factorised-pmf.ts';
import { PRIOR_NAME } from '../model.ts';

/** A tail below half a count of 2^16 is left to the escape symbol. */
const TAIL = 2 ** -17;
/** Tables reach no farther from zero, so that a strange model cannot make them large. */
const FARTHEST = 2048;

/** The same tables on every machine. Throws `invalid_input` for weights that are not finite. */
export function priorTables(weights: HostWeights): SymbolTables {
  return factorizedTables(factorisedDensities(weights, PRIOR_NAME).map(channelMass));
}

/** The integers between the tails. */
function channelMass({ probability, below, above }: ChannelDensity): ChannelMass {
  const minimum = firstInteger((integer) => below(integer) >= TAIL) - 1;
  const maximum = firstInteger((integer) => above(integer) < TAIL);
  const count = Math.max(1, maximum - minimum + 1);
  return { minimum, mass: Float64Array.from({ length: count }, (_, index) => probability(minimum + index)) };
}

/** The least integer that fits, of those from -FARTHEST to FARTHEST; all above one that fits do too. */
function firstInteger(fits: (integer: number) => boolean): number {
  let [low, high] = [-FARTHEST, FARTHEST];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
