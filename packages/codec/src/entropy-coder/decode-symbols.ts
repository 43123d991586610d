import { LOOKUP_BITS, type SymbolTables } from '../tables/symbol-tables.ts';
import { checkTableIndices } from './check-table-indices.ts';
import { readEscaped } from './escape-code.ts';
import { STATE_LOW } from './rans.ts';
import { StreamReader, truncatedStream } from './stream-reader.ts';

/**
 * The integers that `encodeSymbols` coded with the same `tableIndices` and `tables`: as many as there are table numbers, so
 * the caller bounds the memory; the work for each is bounded too, whatever the bytes are.
 *
 * @throws AppError `bitstream_invalid` when the stream is too short, too long or cannot have been coded so;
 *   `invalid_input` when a table does not exist.
 */
export function decodeSymbols(
  bytes: Uint8Array,
  tableIndices: Uint8Array | Uint16Array,
  tables: SymbolTables,
): Int32Array {
  checkTableIndices(tableIndices, tables);
  const { minimums, sizes, starts, intervals, firstSymbols } = tables;
  const stream = new StreamReader(bytes);
  const values = new Int32Array(tableIndices.length);
  // The state lives in local variables; the stream gets it back for an escape and at the end.
  let { state, position } = stream;
  for (let i = 0; i < values.length; i++) {
    const table = tableIndices[i]!;
    const start = starts[table]!;
    const slot = state & 0xffff;
    let symbol = firstSymbols[(table << LOOKUP_BITS) | (slot >>> LOOKUP_BITS)]!;
    let interval = intervals[start + symbol]!;
    while (slot >= (interval >>> 16) + (interval & 0xffff)) interval = intervals[start + ++symbol]!;
    state = Math.imul(interval & 0xffff, state >>> 16) + slot - (interval >>> 16);
    while (state < STATE_LOW) {
      if (position === bytes.length) throw truncatedStream();
      state = (state << 8) | bytes[position++]!;
    }
    if (symbol < sizes[table]!) {
      values[i] = minimums[table]! + symbol;
    } else {
      stream.state = state;
      stream.position = position;
      values[i] = readEscaped(stream, minimums[table]!, sizes[table]!);
      ({ state, position } = stream);
    }
  }
  stream.state = state;
  stream.position = position;
  stream.finish();
  return values;
}
