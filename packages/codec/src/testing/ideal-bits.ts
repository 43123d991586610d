import { FREQUENCY_TOTAL } from '../tables/quantize-mass.ts';
import type { SymbolTables } from '../tables/symbol-tables.ts';

/** The code length that `tables` promise: -log2 of each frequency, and of an escaped integer the bits of its gamma code. */
export function idealBits(values: Int32Array, tableIndices: Uint16Array, tables: SymbolTables): number {
  let bits = 0;
  values.forEach((value, i) => {
    const table = tableIndices[i]!;
    const size = tables.sizes[table]!;
    const symbol = value - tables.minimums[table]!;
    const inside = symbol >= 0 && symbol < size;
    const frequency = tables.intervals[tables.starts[table]! + (inside ? symbol : size)]! & 0xffff;
    bits += Math.log2(FREQUENCY_TOTAL / frequency);
    const distance = symbol < 0 ? -symbol - 1 : symbol - size;
    if (!inside) bits += 2 + 2 * Math.floor(Math.log2(distance + 1));
  });
  return bits;
}
