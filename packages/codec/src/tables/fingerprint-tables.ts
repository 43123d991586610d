import { crc32 } from '../crc32.ts';
import type { SymbolTables } from './symbol-tables.ts';

/**
 * CRC-32 of everything that coding depends on, over several sets of tables in order. A file carries it, so that tables that
 * came out differently on another machine are an error and not a broken picture.
 */
export function fingerprintTables(...sets: readonly SymbolTables[]): number {
  let checksum = 0;
  for (const { count, minimums, sizes, intervals } of sets) {
    for (const numbers of [[count], minimums, sizes, intervals])
      checksum = crc32(littleEndian(numbers), checksum);
  }
  return checksum;
}

function littleEndian(numbers: ArrayLike<number>): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  for (let i = 0; i < numbers.length; i++) view.setUint32(i * 4, numbers[i]! >>> 0, true);
  return new Uint8Array(view.buffer);
}
