import { AppError, randomStream } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import { gaussianTables } from '../tables/gaussian-tables.ts';
import { SCALE_LEVELS, scaleIndices } from '../tables/scale-levels.ts';
import { buildSymbolTables } from '../tables/symbol-tables.ts';
import { idealBits } from '../testing/ideal-bits.ts';
import { type RandomCoding, randomCoding } from '../testing/random-coding.ts';
import { decodeSymbols, encodeSymbols } from './symbols.ts';

const encode = ({ values, tableIndices, tables }: RandomCoding) =>
  encodeSymbols(values, tableIndices, tables);

/** What decoding gives: the integers, or the code of the error. Anything but an AppError fails the test. */
function outcome(bytes: Uint8Array, { tableIndices, tables }: RandomCoding): Int32Array | string {
  try {
    return decodeSymbols(bytes, tableIndices, tables);
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

function gaussianCoding(sigmas: Float64Array, draws = randomStream(1, 'latents')): RandomCoding {
  const values = Int32Array.from(sigmas, (sigma) =>
    Math.round(sigma * draws.normal() + draws.uniform() - 0.5),
  );
  return { values, tableIndices: scaleIndices(sigmas), tables: gaussianTables() };
}

describe('entropy coder', () => {
  it('gives back 1,000 random tensors of random tables, at the length that the tables promise', () => {
    const draws = randomStream(7, 'round trips');
    for (let round = 0; round < 1000; round++) {
      const coding = randomCoding(draws);
      const bytes = encode(coding);
      expect(String(outcome(bytes, coding))).toBe(String(coding.values));
      const ideal = idealBits(coding.values, coding.tableIndices, coding.tables) / 8;
      expect(bytes.length).toBeLessThanOrEqual(1.001 * ideal + 5);
      expect(bytes.length).toBeGreaterThanOrEqual(0.999 * ideal);
    }
  }, 20_000);

  it('gives back the extremes of int32 from every scale', () => {
    const values = Int32Array.from(
      { length: 6 * 64 },
      (_, i) => [-(2 ** 31), 2 ** 31 - 1, -1, 0, 1, 12_345][i % 6]!,
    );
    const tableIndices = Uint16Array.from(values, (_, i) => Math.floor(i / 6));
    const coding = { values, tableIndices, tables: gaussianTables() };
    expect(outcome(encode(coding), coding)).toEqual(values);
  });

  it.each([...SCALE_LEVELS].filter((_, i) => i % 9 === 0))(
    'costs what a Gaussian of sigma %f costs',
    (sigma) => {
      const coding = gaussianCoding(new Float64Array(20_000).fill(sigma));
      const bytes = encode(coding).length;
      const promised = idealBits(coding.values, coding.tableIndices, coding.tables) / 8;
      expect(Math.abs(bytes - promised)).toBeLessThanOrEqual(0.001 * promised + 5);
    },
  );

  it('needs next to nothing for zeros that are expected', () => {
    const coding = gaussianCoding(new Float64Array(20_000).fill(0.01));
    coding.values.fill(0);
    expect(encode(coding).length).toBeLessThan(10);
    expect(outcome(encode(coding), coding)).toEqual(coding.values);
  });

  it('codes nothing in four bytes', () => {
    const coding = gaussianCoding(new Float64Array(0));
    expect(encode(coding).length).toBe(4);
    expect(outcome(encode(coding), coding)).toEqual(new Int32Array(0));
  });

  it('refuses every truncation, every added byte, and tables that are not the encoder’s', () => {
    const draws = randomStream(3, 'truncations');
    for (let round = 0; round < 20; round++) {
      const coding = randomCoding(draws);
      const bytes = encode(coding);
      for (let length = 0; length < bytes.length; length++) {
        expect(outcome(bytes.subarray(0, length), coding)).toBe('bitstream_invalid');
      }
      expect(outcome(Uint8Array.of(...bytes, 0), coding)).toBe('bitstream_invalid');
    }
    const coding = gaussianCoding(new Float64Array(500).fill(3));
    const shifted = { ...coding, tableIndices: coding.tableIndices.map((index) => index + 1) };
    expect(outcome(encode(coding), shifted)).toBe('bitstream_invalid');
  });

  it('refuses one damaged byte wherever it is', () => {
    const coding = gaussianCoding(Float64Array.from({ length: 400 }, (_, i) => SCALE_LEVELS[i % 64]!));
    const bytes = encode(coding);
    for (let position = 0; position < bytes.length; position++) {
      for (const difference of [1, 0x80, 0xff]) {
        const damaged = bytes.slice();
        damaged[position] = damaged[position]! ^ difference;
        expect(outcome(damaged, coding)).toBe('bitstream_invalid');
      }
    }
  });

  it('ends on random bytes, with an error or integers', () => {
    const draws = randomStream(11, 'noise');
    // Only escapes: the tables that make the longest way through the decoder.
    const escapes = buildSymbolTables([{ minimum: 0, frequencies: Uint32Array.of(1, 65_535) }]);
    for (let round = 0; round < 600; round++) {
      const coding = round % 2 ? randomCoding(draws) : gaussianCoding(new Float64Array(100).fill(200), draws);
      const bytes = Uint8Array.from({ length: draws.integer(60) }, () => draws.integer(256));
      const tables = round % 4 === 2 ? escapes : coding.tables;
      const result = outcome(bytes, {
        ...coding,
        tables,
        tableIndices: tables === escapes ? new Uint16Array(50) : coding.tableIndices,
      });
      if (typeof result === 'string') expect(result).toBe('bitstream_invalid');
    }
  });

  it('refuses table numbers that do not exist or are too few', () => {
    const coding = gaussianCoding(new Float64Array(3).fill(1));
    const tableIndices = Uint16Array.of(1, 64, 2);
    expect(() => encode({ ...coding, tableIndices })).toThrow(/no probability table 64/);
    expect(outcome(encode(coding), { ...coding, tableIndices })).toBe('invalid_input');
    expect(() => encode({ ...coding, tableIndices: new Uint16Array(2) })).toThrow(/3 integers need as many/);
  });
});
