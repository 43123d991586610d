import { AppError } from '@yoto/core';
import type { SymbolTables } from '../tables/symbol-tables.ts';

/** @throws AppError `invalid_input` unless there are `length` numbers of existing tables. */
export function checkTableIndices(
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
