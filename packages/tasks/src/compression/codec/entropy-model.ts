/**
 * Integers to streams and back. Everything here is integer arithmetic or double precision in a fixed order, so what one
 * machine and engine wrote any other reads: the first stream holds z, from which follow the tables of y in the second.
 */
import {
  channelIndices,
  decodeSymbols,
  encodeSymbols,
  featureMap,
  fingerprintTables,
  gaussianTables,
  scaleIndices,
} from '@yoto/codec';
import { type ExactModel, exactHyperSynthesis } from './exact-hyper-synthesis.ts';
import type { LatentShapes, Latents } from './latents.ts';
import { priorTables } from './prior-tables.ts';

/**
 * Half a step between two levels of the scale tables, a ratio. A deviation that is divided by it finds the nearest level
 * instead of the next larger one, which with levels 13 % apart makes smaller files. Written out like the step itself.
 */
const HALF_STEP = 1.0634596345663208;

interface LatentStreams {
  latents: Uint8Array;
  hyperLatents: Uint8Array;
}

export interface EntropyModel {
  /** Of all tables: a file that was coded with others cannot be read. */
  tablesFingerprint: number;
  /** Standard deviations of the latents, not bounded below: as many as there are latents. */
  scales(hyperLatents: Int32Array, shapes: LatentShapes, lambda: number): Float64Array;
  encode(latents: Latents, scales: Float64Array, shapes: LatentShapes): LatentStreams;
  /** Throws `bitstream_invalid` for streams that were not made so. */
  decode(streams: LatentStreams, shapes: LatentShapes, lambda: number): Latents;
}

/** Throws `invalid_input` for weights that are not finite. */
export function createEntropyModel(model: ExactModel): EntropyModel {
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
