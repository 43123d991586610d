import { normalCdf } from '../portable-math/portable-math.ts';
import { FREQUENCY_TOTAL, quantizeMass } from './quantize-mass.ts';
import { SCALE_LEVELS } from './scale-levels.ts';
import { buildSymbolTables, type FrequencyTable, type SymbolTables } from './symbol-tables.ts';

/** What both tails together may hold beyond a table: less than one count, so that the escape symbol's 1 covers it. */
const TAIL_MASS = 1 / FREQUENCY_TOTAL;

let tables: SymbolTables | undefined;

/**
 * Table `i` codes an integer drawn from N(0, SCALE_LEVELS[i]^2) * U(-1/2, 1/2) (Balle et al. 2018, equation 10), rounded.
 * The same bits on every machine. Computed once (some milliseconds), then kept.
 */
export function gaussianTables(): SymbolTables {
  tables ??= buildSymbolTables(Array.from(SCALE_LEVELS, gaussianTable));
  return tables;
}

/** Symmetric around 0 and wide enough for `TAIL_MASS`; never without -1 and 1, the commonest surprises. */
function gaussianTable(sigma: number): FrequencyTable {
  let reach = 1;
  while (tailMass(reach, sigma) >= TAIL_MASS) reach++;
  const mass = new Float64Array(2 * reach + 2);
  for (let k = 0; k <= reach; k++) {
    const probability = normalCdf((k + 0.5) / sigma) - normalCdf((k - 0.5) / sigma);
    mass[reach - k] = probability;
    mass[reach + k] = probability;
  }
  mass[mass.length - 1] = tailMass(reach, sigma);
  return { minimum: -reach, frequencies: quantizeMass(mass) };
}

/** P(|round(N(0, sigma^2))| > reach). */
function tailMass(reach: number, sigma: number): number {
  return 2 * normalCdf(-(reach + 0.5) / sigma);
}
