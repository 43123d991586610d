/** Bjontegaard differences of the mean curves of every pair of series, both ways round, by every interpolation. */
import type { BdComparison, BdDifference, BdMethod } from '@yoto/core';
import type { SeedDrawer } from '../bootstrap/seed-draws.ts';
import { bdMetric, bdRate, type PlainBdDifference } from '../curves/bd-difference.ts';
import type { Directions } from '../curves/trade-off-curve.ts';
import { compareSeeds, type SeedComparison } from './seed-comparison.ts';
import { everySeed, meanCurve, type SeedTable } from './seed-table.ts';

const METHODS: readonly BdMethod[] = ['pchip', 'akima', 'cubic'];
/** Beyond this many series only the pairs with the reference are compared: their number grows with the square. */
const MOST_SERIES_FOR_ALL_PAIRS = 12;
/**
 * With more different resamples only pairs with the reference have intervals: each resample interpolates two curves.
 * Five seeds in common have 126; all pairs of eight series then take some 0.5 s, and with a thousand resamples 3 s.
 */
const MOST_RESAMPLES_FOR_ALL_PAIRS = 150;

export interface BdTableOptions {
  better: Directions;
  /** For the differences at equal x. */
  xScale: 'log' | 'linear';
  drawer: SeedDrawer;
}

/**
 * `tables` in order, the reference of the sweep first. Every series is compared with every other, so that each pair is
 * there twice; with very many series, only the pairs that the first is one of.
 */
export function bdTable(tables: readonly SeedTable[], options: BdTableOptions): BdComparison[] {
  const [first] = tables;
  const isCompared = (reference: SeedTable, test: SeedTable): boolean =>
    reference !== test &&
    (tables.length <= MOST_SERIES_FOR_ALL_PAIRS || reference === first || test === first);
  return tables.flatMap((reference) =>
    tables
      .filter((test) => isCompared(reference, test))
      .map((test) => compare(reference, test, reference === first || test === first, options)),
  );
}

function compare(
  reference: SeedTable,
  test: SeedTable,
  isWithFirst: boolean,
  options: BdTableOptions,
): BdComparison {
  const comparison = compareSeeds(reference, test, options.drawer);
  const withIntervals = isWithFirst || comparison.resamples <= MOST_RESAMPLES_FOR_ALL_PAIRS;
  const differences = (compute: typeof bdRate) =>
    METHODS.map((method) => difference(comparison, compute, method, options, withIntervals));
  return {
    reference: reference.name,
    test: test.name,
    rate: differences(bdRate),
    metric: differences(bdMetric),
  };
}

function difference(
  { reference, test, estimate }: SeedComparison,
  compute: typeof bdRate,
  method: BdMethod,
  { better, xScale }: BdTableOptions,
  withIntervals: boolean,
): BdDifference {
  const of = (first: readonly number[], second: readonly number[]): PlainBdDifference =>
    compute(meanCurve(reference, first), meanCurve(test, second), { method, better, xScale });
  const { value, reason, ...shape } = of(everySeed(reference), everySeed(test));
  // By the monotone interpolation only: the others are there to compare values with other publications.
  if (method === 'pchip' && withIntervals) {
    return {
      ...shape,
      difference: estimate((first, second) => of(first, second).value, reason ?? 'there is no value'),
    };
  }
  return { ...shape, difference: { value, reason, interval: null, intervalReason: whyNone(value, method) } };
}

function whyNone(value: number | null, method: BdMethod): string {
  if (value === null) return 'there is no value';
  return method === 'pchip'
    ? 'with so many different seeds intervals are estimated for pairs with the reference only'
    : 'intervals are estimated by pchip only';
}
