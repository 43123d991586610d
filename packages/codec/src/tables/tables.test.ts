import { randomStream } from '@yoto/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../portable-math/portable-math.ts';
import { channelIndices, factorizedTables } from './factorized-tables.ts';
import { gaussianTables } from './gaussian-tables.ts';
import { FREQUENCY_TOTAL, quantizeMass } from './quantize-mass.ts';
import { SCALE_LEVELS, scaleIndex, scaleIndices } from './scale-levels.ts';
import { buildSymbolTables, fingerprintTables, type SymbolTables } from './symbol-tables.ts';

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);

/** Frequencies of one table, the escape last. */
function frequenciesOf({ starts, sizes, intervals }: SymbolTables, table: number): number[] {
  const start = starts[table]!;
  return Array.from(intervals.subarray(start, start + sizes[table]! + 1), (interval) => interval & 0xffff);
}

/** Bits a symbol that the frequencies cost beyond the entropy of `mass`. */
function excessBits(mass: readonly number[], frequencies: ArrayLike<number>): number {
  const total = sum(mass);
  return sum(
    mass.map((m, i) =>
      m > 0 ? (m / total) * Math.log2((m / total) * (FREQUENCY_TOTAL / frequencies[i]!)) : 0,
    ),
  );
}

describe('quantizeMass', () => {
  const anyMass = fc
    .array(
      fc.oneof(fc.double({ min: 0, max: 1e300, noNaN: true }), fc.double({ min: 0, max: 1 }), fc.constant(0)),
      {
        minLength: 1,
        maxLength: 300,
      },
    )
    .filter((mass) => Number.isFinite(sum(mass)) && sum(mass) > 0);

  it('gives frequencies of at least 1 that sum to 2^16, in the order of the masses', () => {
    fc.assert(
      fc.property(anyMass, (mass) => {
        const frequencies = quantizeMass(mass);
        expect(sum(frequencies)).toBe(FREQUENCY_TOTAL);
        expect(Math.min(...frequencies)).toBeGreaterThanOrEqual(1);
        const byMass = mass.map((m, i) => ({ m, f: frequencies[i]! })).sort((a, b) => a.m - b.m || b.f - a.f);
        for (let i = 1; i < byMass.length; i++) {
          if (byMass[i]!.m > byMass[i - 1]!.m) expect(byMass[i]!.f).toBeGreaterThanOrEqual(byMass[i - 1]!.f);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('wastes little', () => {
    const draws = randomStream(2, 'masses');
    for (let round = 0; round < 50; round++) {
      const mass = Array.from({ length: 2 + draws.integer(200) }, () => draws.uniform() ** draws.integer(12));
      expect(excessBits(mass, quantizeMass(mass))).toBeLessThan(0.002);
    }
  });

  it('breaks ties by index, and fills to the brim', () => {
    expect([...quantizeMass([1, 1, 1])]).toEqual([21_846, 21_845, 21_845]);
    expect([...quantizeMass([0, 5e-324, 0])]).toEqual([1, 65_534, 1]);
    expect(new Set(quantizeMass(new Float64Array(FREQUENCY_TOTAL).fill(0.3)))).toEqual(new Set([1]));
    expect(sum(quantizeMass(Float64Array.from({ length: FREQUENCY_TOTAL - 1 }, (_, i) => i)))).toBe(
      FREQUENCY_TOTAL,
    );
  });

  it.each([
    [[]],
    [[0, 0]],
    [[1, -1e-9]],
    [[Number.NaN]],
    [[Infinity]],
    [[1e308, 1e308]],
    [new Array(65_537).fill(1)],
  ])('refuses what is no mass function (case %#)', (mass) => {
    expect(() => quantizeMass(mass as number[])).toThrow(/probability table cannot be made/);
  });
});

describe('scale levels', () => {
  it('are CompressAI’s', () => {
    expect(SCALE_LEVELS.length).toBe(64);
    SCALE_LEVELS.forEach((level, i) => {
      const expected = Math.exp(Math.log(0.11) + (i * (Math.log(256) - Math.log(0.11))) / 63);
      expect(Math.abs(level / expected - 1)).toBeLessThan(1e-13);
    });
  });

  it('gives the smallest level that is not below sigma', () => {
    const draws = randomStream(4, 'sigmas');
    const sigmas = [...SCALE_LEVELS, ...Array.from({ length: 500 }, () => 10 ** (4 * draws.uniform() - 1.5))];
    for (const sigma of sigmas) {
      const index = SCALE_LEVELS.findIndex((level) => level >= sigma);
      expect(scaleIndex(sigma)).toBe(index < 0 ? 63 : index);
    }
    expect([-5, 0, 0.11, 256, 1e9, Infinity, Number.NaN].map(scaleIndex)).toEqual([0, 0, 0, 63, 63, 63, 63]);
    expect([...scaleIndices(Float64Array.of(0.1, 0.12, 300))]).toEqual([0, 1, 63]);
  });
});

describe('gaussianTables', () => {
  const tables = gaussianTables();

  it('are symmetric and leave less than 2^-16 to the escape symbol', () => {
    SCALE_LEVELS.forEach((sigma, table) => {
      const frequencies = frequenciesOf(tables, table);
      const reach = -tables.minimums[table]!;
      expect(frequencies.length).toBe(2 * reach + 2);
      expect(2 * normalCdf(-(reach + 0.5) / sigma)).toBeLessThan(1 / FREQUENCY_TOTAL);
      expect(sum(frequencies)).toBe(FREQUENCY_TOTAL);
      for (let k = 1; k <= reach; k++) {
        expect(Math.abs(frequencies[reach + k]! - frequencies[reach - k]!)).toBeLessThanOrEqual(1);
      }
    });
  });

  it('cost less than 0.02 bits more than the exact distribution', () => {
    SCALE_LEVELS.forEach((sigma, table) => {
      const reach = -tables.minimums[table]!;
      const mass = Array.from({ length: 2 * reach + 1 }, (_, i) => {
        const k = i - reach;
        return normalCdf((k + 0.5) / sigma) - normalCdf((k - 0.5) / sigma);
      });
      expect(excessBits(mass, frequenciesOf(tables, table))).toBeLessThan(0.02);
    });
  });

  it('have the same bits everywhere', () => {
    expect(fingerprintTables(tables).toString(16)).toMatchInlineSnapshot(`"1e32ceab"`);
  });
});

describe('factorizedTables', () => {
  const channels = [
    { minimum: -1, mass: [0.25, 0.5, 0.125] },
    { minimum: 3, mass: Float32Array.of(1) },
  ];

  it('make one table per channel; what is missing to 1 is the escape symbol’s', () => {
    const tables = factorizedTables(channels);
    expect([tables.count, ...tables.minimums, ...tables.sizes]).toEqual([2, -1, 3, 3, 1]);
    expect(frequenciesOf(tables, 0)).toEqual([16_384, 32_768, 8192, 8192]);
    expect(frequenciesOf(tables, 1)).toEqual([65_535, 1]);
    expect([...channelIndices(2, 3)]).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('have a fingerprint that every change changes', () => {
    const [first, second] = channels as [(typeof channels)[0], (typeof channels)[0]];
    const prints = [
      [factorizedTables([first, second])],
      [factorizedTables([second, first])],
      [factorizedTables([first])],
      [factorizedTables([{ ...first, minimum: 0 }, second])],
      [factorizedTables([{ ...first, mass: [0.25, 0.5001, 0.125] }, second])],
      [factorizedTables([first, second]), gaussianTables()],
    ].map((sets) => fingerprintTables(...sets));
    expect(new Set(prints).size).toBe(prints.length);
    expect(fingerprintTables(factorizedTables([first, second]))).toBe(prints[0]);
  });

  it('refuse a channel without mass', () => {
    expect(() => factorizedTables([{ minimum: 0, mass: [Number.NaN] }])).toThrow(/mass NaN/);
    expect(() => factorizedTables([{ minimum: 0, mass: [] }])).toThrow(/at least one integer/);
  });
});

describe('buildSymbolTables', () => {
  it.each([
    [0.5, [1, 65_535], /integer within/],
    [2 ** 30 + 1, [1, 65_535], /integer within/],
    [0, [65_536], /at least one integer/],
    [0, [0, 65_536], /at least 1/],
    [0, [1, 1], /sum to 2/],
  ])('refuses minimum %f with frequencies %j', (minimum, frequencies, message) => {
    expect(() => buildSymbolTables([{ minimum, frequencies: Uint32Array.from(frequencies) }])).toThrow(
      message,
    );
  });
});
