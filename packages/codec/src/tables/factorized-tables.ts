import { quantizeMass } from './quantize-mass.ts';
import { buildSymbolTables, type SymbolTables } from './symbol-tables.ts';

/** The density of one channel of the hyper-latents on the integers `minimum`, `minimum + 1`, ... */
export interface ChannelMass {
  minimum: number;
  /** Probability by integer; what is missing to 1 is the escape symbol's. */
  mass: ArrayLike<number>;
}

/**
 * One table a channel for the factorised prior (Balle et al. 2018, appendix 6.1). Masses that differ in one bit may give
 * other tables: compute them with the portable functions, or keep the tables' fingerprint beside the model.
 *
 * @throws AppError `invalid_input` for masses that are negative, not finite, all zero or too many.
 */
export function factorizedTables(channels: readonly ChannelMass[]): SymbolTables {
  return buildSymbolTables(
    channels.map(({ minimum, mass }) => {
      const withEscape = new Float64Array(mass.length + 1);
      let inside = 0;
      for (let i = 0; i < mass.length; i++) {
        withEscape[i] = mass[i]!;
        inside += mass[i]!;
      }
      withEscape[mass.length] = Math.max(0, 1 - inside);
      return { minimum, frequencies: quantizeMass(withEscape) };
    }),
  );
}

/** Table numbers of `positions` pixels of `channels` channels, channels last: 0, 1, ..., channels - 1, 0, 1, ... */
export function channelIndices(positions: number, channels: number): Uint16Array {
  const indices = new Uint16Array(positions * channels);
  for (let i = 0; i < indices.length; i++) indices[i] = i % channels;
  return indices;
}
