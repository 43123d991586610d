import { describe, expect, it } from 'vitest';
import { axisTicks } from './axis-ticks.ts';

const texts = (min: number, max: number, log: boolean, length = 260, labelSpace = 28) =>
  axisTicks({ min, max, log, length, labelSpace })
    .map(({ text }) => text)
    .filter(Boolean);

it('of counts are whole numbers', () => {
  const shown = axisTicks({ min: 1, max: 4, log: false, whole: true, length: 900, labelSpace: 62 });
  expect(shown.map(({ text }) => text)).toEqual(['1', '2', '3', '4']);
});

describe('logarithmic ticks', () => {
  it.each([
    [2100, 4900, ['2,500', '3,000', '4,000']],
    [0.9, 11, ['1', '1.5', '2', '3', '5', '7', '10']],
    [1, 1e6, ['1', '10', '100', '1,000', '10,000', '100,000', '1,000,000']],
    [5810, 5990, ['5,820', '5,840', '5,860', '5,880', '5,900', '5,920', '5,940', '5,960', '5,980']],
    [1.04, 1.62, ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6']],
    [1e-5, 1e-3, ['1e−5', '2e−5', '5e−5', '0.0001', '0.0002', '0.0005', '0.001']],
  ])('from %f to %f', (min, max, wanted) => {
    expect(texts(min, max, true)).toEqual(wanted);
  });

  it('are few on the longest axis, and three or more on any', () => {
    for (let decades = 0.02; decades < 30; decades *= 1.3) {
      const shown = texts(3.7, 3.7 * 10 ** decades, true);
      expect({ decades, enough: shown.length >= 3 || decades < 0.03 }).toEqual({ decades, enough: true });
      expect(shown.length).toBeLessThanOrEqual(11);
      expect(new Set(shown).size).toBe(shown.length);
    }
  });

  it('have finer lines between, without labels', () => {
    const ticks = axisTicks({ min: 1, max: 1000, log: true, length: 200, labelSpace: 60 });
    expect(ticks).toHaveLength(28);
    expect(ticks.filter(({ text }) => text).map(({ value }) => value)).toEqual([1, 10, 100, 1000]);
  });
});

describe('linear ticks', () => {
  it.each([
    [7_402, 8_118, ['7,500', '7,600', '7,700', '7,800', '7,900', '8,000', '8,100']],
    [-4.831, 17.5, ['0', '5', '10', '15']],
    [0.21, 0.42, ['0.25', '0.30', '0.35', '0.40']],
    [1.00001, 1.00009, Array.from({ length: 9 }, (_, i) => `1.0000${i + 1}`)],
    [-3e-7, 2e-7, ['−3e−7', '−2e−7', '−1e−7', '0', '1e−7', '2e−7']],
  ])('from %f to %f', (min, max, wanted) => {
    expect(texts(min, max, false)).toEqual(wanted);
  });

  it('are none where there is nothing to divide', () => {
    expect(axisTicks({ min: 3, max: 3, log: false, length: 200, labelSpace: 30 })).toEqual([]);
    expect(axisTicks({ min: 0, max: Number.NaN, log: true, length: 200, labelSpace: 30 })).toEqual([]);
  });
});
