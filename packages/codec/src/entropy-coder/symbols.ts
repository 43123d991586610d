import { AppError } from '@yoto/core';
import { LOOKUP_BITS, type SymbolTables } from '../tables/symbol-tables.ts';
import { pushEscaped, readEscaped } from './escape-code.ts';
import { createIntervalList } from './interval-list.ts';
import { STATE_LOW } from './rans.ts';
import { StreamReader, truncatedStream } from './stream-reader.ts';

/**
 * Integers as one stream. It holds no lengths and no tables: the decoder needs the same `tableIndices` and `tables`.
 *
 * @param values any int32s.
 * @param tableIndices as long as `values`: which table codes each.
 * @throws AppError `invalid_input` when the lengths differ or a table does not exist.
 */
export function encodeSymbols(
  values: Int32Array,
  tableIndices: Uint8Array | Uint16Array,
  tables: SymbolTables,
): Uint8Array {
  checkTableIndices(tableIndices, tables, values.length);
  const { minimums, sizes, starts, intervals } = tables;
  const list = createIntervalList(values.length);
  for (let i = 0; i < values.length; i++) {
    const table = tableIndices[i]!;
    const size = sizes[table]!;
    // Unsigned, so that what lies below the table is as far out as what lies above.
    const symbol = (values[i]! - minimums[table]!) >>> 0;
    if (symbol < size) {
      list.push(intervals[starts[table]! + symbol]!);
    } else {
      list.push(intervals[starts[table]! + size]!);
      pushEscaped(list, values[i]!, minimums[table]!, size);
    }
  }
  return list.toStream();
}

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

/** @throws AppError `invalid_input` unless there are `length` numbers of existing tables. */
function checkTableIndices(
  tableIndices: Uint8Array | Uint16Array,
  tables: SymbolTables,
  length = tableIndices.length,
): void {
  if (tableIndices.length !== length) {
    throw new AppError(
      'invalid_input',
      `${length} integers need as many table numbers, not ${tableIndices.length}`,
    );
  }
  let largest = -1;
  for (let i = 0; i < tableIndices.length; i++) largest = Math.max(largest, tableIndices[i]!);
  if (largest >= tables.count) {
    throw new AppError(
      'invalid_input',
      `There is no probability table ${largest}: there are ${tables.count}`,
    );
  }
}
