import type { SymbolTables } from '../tables/symbol-tables.ts';
import { checkTableIndices } from './check-table-indices.ts';
import { pushEscaped } from './escape-code.ts';
import { createIntervalList } from './interval-list.ts';

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
