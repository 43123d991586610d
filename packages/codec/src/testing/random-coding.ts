import type { RandomStream } from '@yoto/core';
import { quantizeMass } from '../tables/quantize-mass.ts';
import { buildSymbolTables, type FrequencyTable, type SymbolTables } from '../tables/symbol-tables.ts';

/** Integers with the tables to code them. */
export interface RandomCoding {
  values: Int32Array;
  tableIndices: Uint16Array;
  tables: SymbolTables;
}

/** Tables of nearly 2^16 symbols take their time to make. */
const WIDE_SHARE = 0.005;

const EXTREMES = [2 ** 31 - 1, -(2 ** 31), 0, -1, 1, 2 ** 30, -(2 ** 30), 65_535, -65_536];

/** Tables of every kind (flat, peaked, almost certain, wide, far from zero) and integers in and out of them. */
export function randomCoding(draws: RandomStream): RandomCoding {
  const tables = buildSymbolTables(Array.from({ length: 1 + draws.integer(6) }, () => randomTable(draws)));
  const length = draws.integer(200);
  const tableIndices = Uint16Array.from({ length }, () => draws.integer(tables.count));
  const strangers = draws.integer(3) / 20;
  const values = Int32Array.from(tableIndices, (table) => {
    if (draws.uniform() < strangers) return randomStranger(draws);
    return tables.minimums[table]! + draws.integer(tables.sizes[table]! + 2) - 1;
  });
  return { values, tableIndices, tables };
}

function randomTable(draws: RandomStream): FrequencyTable {
  const size =
    draws.uniform() < WIDE_SHARE ? 60_000 + draws.integer(5536) : 1 + draws.integer(2 ** draws.integer(9));
  const power = draws.integer(40);
  const mass = Float64Array.from({ length: size + 1 }, () => draws.uniform() ** power);
  const far = draws.uniform() < 0.2;
  return {
    minimum: far ? Math.round((draws.uniform() - 0.5) * 2 ** 31) : -draws.integer(size + 1),
    frequencies: quantizeMass(mass),
  };
}

function randomStranger(draws: RandomStream): number {
  if (draws.uniform() < 0.3) return EXTREMES[draws.integer(EXTREMES.length)]!;
  return draws.uint32() >> draws.integer(32);
}
