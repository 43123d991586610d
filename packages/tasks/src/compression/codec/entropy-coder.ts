/**
 * Integers to streams and back. Everything here is integer arithmetic or double precision in a fixed order, so what one
 * machine and engine wrote any other reads: the first stream holds z, from which follow the tables of y in the second.
 */
import {
  type ChannelMass,
  channelIndices,
  decodeSymbols,
  encodeSymbols,
  factorizedTables,
  featureMap,
  fingerprintTables,
  gaussianTables,
  type SymbolTables,
  scaleIndices,
} from '@yoto/codec';
import { type ChannelDensity, factorisedDensities, type HostWeights } from '../factorised-pmf.ts';
import { PRIOR_NAME } from '../model.ts';
import { type ExactModel, exactHyperSynthesis } from './exact-hyper-synthesis.ts';
import type { LatentShapes, Latents } from './latents.ts';

/**
 * Half a step between two levels of the scale tables, a ratio. A deviation that is divided by it finds the nearest level
 * instead of the next larger one, which with levels 13 % apart makes smaller files. Written out like the step itself.
 */
const HALF_STEP = 1.0634596345663208;

interface LatentStreams {
  latents: Uint8Array;
  hyperLatents: Uint8Array;
}

export interface EntropyCoder {
  /** Of all tables: a file that was coded with others cannot be read. */
  tablesFingerprint: number;
  /** Standard deviations of the latents, not bounded below: as many as there are latents. */
  scales(hyperLatents: Int32Array, shapes: LatentShapes, lambda: number): Float64Array;
  encode(latents: Latents, scales: Float64Array, shapes: LatentShapes): LatentStreams;
  /** Throws `bitstream_invalid` for streams that were not made so. */
  decode(streams: LatentStreams, shapes: LatentShapes, lambda: number): Latents;
}

/** Throws `invalid_input` for weights that are not finite. */
export function createEntropyCoder(model: ExactModel): EntropyCoder {
  const ofHyperLatents = priorTables(model.weights);
  const ofLatents = gaussianTables();
  const synthesis = exactHyperSynthesis(model);
  const hyperIndices = ({ hyperLatents: [, height, width, channels] }: LatentShapes) =>
    channelIndices(height * width, channels);

  function scales(hyperLatents: Int32Array, shapes: LatentShapes, lambda: number): Float64Array {
    const [, height, width, channels] = shapes.hyperLatents;
    return synthesis(featureMap(height, width, channels, hyperLatents), lambda).values;
  }
  return {
    tablesFingerprint: fingerprintTables(ofHyperLatents, ofLatents),
    scales,
    encode: ({ latents, hyperLatents }, deviations, shapes) => ({
      latents: encodeSymbols(latents, nearestLevels(deviations), ofLatents),
      hyperLatents: encodeSymbols(hyperLatents, hyperIndices(shapes), ofHyperLatents),
    }),
    decode(streams, shapes, lambda) {
      const hyperLatents = decodeSymbols(streams.hyperLatents, hyperIndices(shapes), ofHyperLatents);
      const indices = nearestLevels(scales(hyperLatents, shapes, lambda));
      return { hyperLatents, latents: decodeSymbols(streams.latents, indices, ofLatents) };
    },
  };
}

const nearestLevels = (deviations: Float64Array): Uint16Array =>
  scaleIndices(deviations.map((deviation) => deviation / HALF_STEP));

/** A tail below half a count of 2^16 is left to the escape symbol. */
const TAIL = 2 ** -17;
/** Tables reach no farther from zero, so that a strange model cannot make them large. */
const FARTHEST = 2048;

/**
 * The tables that code the hyper-latents: one per channel, made of the model's weights, the same on every machine. Throws
 * `invalid_input` for weights that are not finite.
 */
function priorTables(weights: HostWeights): SymbolTables {
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
