/** Tables as the entropy coder wants them: flat typed arrays, because it looks one up for every symbol. */
import { AppError } from '@yoto/core';
import { crc32 } from '../crc32.ts';
import { FREQUENCY_BITS, FREQUENCY_TOTAL } from './quantize-mass.ts';

/** A table codes the integers `minimum`, `minimum + 1`, ... and has a last symbol, the escape, for all others. */
export interface FrequencyTable {
  /** Smallest integer with a symbol of its own, within +-2^30. */
  minimum: number;
  /** Frequency by symbol, the escape last; each at least 1, together 2^16. At least two entries. */
  frequencies: Uint32Array;
}

/** Several tables, numbered from 0. Made by `buildSymbolTables`; read-only. */
export interface SymbolTables {
  readonly count: number;
  /** By table: its `minimum`. */
  readonly minimums: Int32Array;
  /** By table: how many integers it codes without escape. */
  readonly sizes: Int32Array;
  /** By table: where its entries start in `intervals`; its escape is at `starts + sizes`. */
  readonly starts: Int32Array;
  /** By symbol: cumulative frequency before it << 16 | its frequency. */
  readonly intervals: Uint32Array;
  /** By table << 8 | high byte of a cumulative frequency: the symbol that holds the first of those 256. */
  readonly firstSymbols: Uint16Array;
}

/** `decodeSymbols` looks up the high byte of a cumulative frequency, then walks. */
export const LOOKUP_BITS = 8;
const LOOKUP_STEP = 2 ** (FREQUENCY_BITS - LOOKUP_BITS);

/** Beyond it, `value - minimum` could wrap around in 32 bits. */
const MAX_MINIMUM = 2 ** 30;

/** @throws AppError `invalid_input` when a table is not as `FrequencyTable` says. */
export function buildSymbolTables(tables: readonly FrequencyTable[]): SymbolTables {
  tables.forEach(checkTable);
  const symbols = tables.reduce((sum, { frequencies }) => sum + frequencies.length, 0);
  const built: SymbolTables = {
    count: tables.length,
    minimums: Int32Array.from(tables, ({ minimum }) => minimum),
    sizes: Int32Array.from(tables, ({ frequencies }) => frequencies.length - 1),
    starts: new Int32Array(tables.length),
    intervals: new Uint32Array(symbols),
    firstSymbols: new Uint16Array(tables.length << LOOKUP_BITS),
  };
  let start = 0;
  tables.forEach(({ frequencies }, table) => {
    built.starts[table] = start;
    fillTable(built, table, frequencies);
    start += frequencies.length;
  });
  return built;
}

function fillTable(
  { starts, intervals, firstSymbols }: SymbolTables,
  table: number,
  frequencies: Uint32Array,
): void {
  let cumulative = 0;
  let bucket = 0;
  for (let symbol = 0; symbol < frequencies.length; symbol++) {
    intervals[starts[table]! + symbol] = (cumulative << FREQUENCY_BITS) | frequencies[symbol]!;
    cumulative += frequencies[symbol]!;
    while (bucket * LOOKUP_STEP < cumulative) firstSymbols[(table << LOOKUP_BITS) | bucket++] = symbol;
  }
}

function checkTable({ minimum, frequencies }: FrequencyTable, table: number): void {
  const wrong = (what: string) =>
    new AppError('invalid_input', `Probability table ${table} is not valid: ${what}`);
  if (!Number.isInteger(minimum) || Math.abs(minimum) > MAX_MINIMUM) {
    throw wrong(`its minimum must be an integer within +-2^30, not ${minimum}`);
  }
  if (frequencies.length < 2) throw wrong('it needs at least one integer and the escape symbol');
  let sum = 0;
  for (const frequency of frequencies) {
    if (frequency < 1) throw wrong('every frequency must be at least 1');
    sum += frequency;
  }
  if (sum !== FREQUENCY_TOTAL) throw wrong(`its frequencies sum to ${sum} instead of ${FREQUENCY_TOTAL}`);
}

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
