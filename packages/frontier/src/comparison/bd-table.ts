/** Bjontegaard differences of the mean curves of every pair of series, both ways round, by every interpolation. */
import type { BdComparison, BdDifference, BdMethod } from '@yoto/core';
import { noEstimate } from '../bootstrap/estimate.ts';
import type { SeedDrawer } from '../bootstrap/seed-draws.ts';
import { bdMetric, bdRate, type PlainBdDifference } from '../curves/bd-difference.ts';
import type { Directions } from '../curves/trade-off-curve.ts';
import { compareSeeds, type SeedComparison } from './seed-comparison.ts';
import { everySeed, meanCurve, type SeedTable } from './seed-table.ts';

const METHODS: readonly BdMethod[] = ['pchip', 'akima', 'cubic'];
/** Beyond this many series only the pairs with the anchor are compared: their number grows with the square. */
const MOST_SERIES_FOR_ALL_PAIRS = 12;
/**
 * With more different resamples only pairs with the anchor have intervals: each resample interpolates two curves.
 * Five seeds in common have 126; all pairs of eight series then take some 0.5 s, and with a thousand resamples 3 s.
 */
const MOST_RESAMPLES_FOR_ALL_PAIRS = 150;

export interface BdTableOptions {
  better: Directions;
  /** For the differences at equal x. */
  xScale: 'log' | 'linear';
  drawer: SeedDrawer;
  /** Why there is no curve, where there is none. */
  noCurve: string | null;
}

/**
 * `tables` in order, the anchor of the sweep first. Every series is compared with every other, so that each pair is
 * there twice; with very many series, only the pairs that the first is one of.
 */
export function bdTable(tables: readonly SeedTable[], options: BdTableOptions): BdComparison[] {
  const [first] = tables;
  const isCompared = (anchor: SeedTable, test: SeedTable): boolean =>
    anchor !== test && (tables.length <= MOST_SERIES_FOR_ALL_PAIRS || anchor === first || test === first);
  return tables.flatMap((anchor) =>
    tables
      .filter((test) => isCompared(anchor, test))
      .map((test) => compare(anchor, test, anchor === first || test === first, options)),
  );
}

function compare(
  anchor: SeedTable,
  test: SeedTable,
  isWithFirst: boolean,
  options: BdTableOptions,
): BdComparison {
  const comparison = compareSeeds(anchor, test, options.drawer);
  const withIntervals = isWithFirst || comparison.resamples <= MOST_RESAMPLES_FOR_ALL_PAIRS;
  const differences = (compute: typeof bdRate) =>
    METHODS.map((method) => difference(comparison, compute, method, options, withIntervals));
  return {
    anchor: anchor.name,
    test: test.name,
    rate: differences(bdRate),
    metric: differences(bdMetric),
  };
}

function difference(
  { anchor, test, estimate }: SeedComparison,
  compute: typeof bdRate,
  method: BdMethod,
  { better, xScale, noCurve }: BdTableOptions,
  withIntervals: boolean,
): BdDifference {
  const of = (first: readonly number[], second: readonly number[]): PlainBdDifference =>
    compute(meanCurve(anchor, first), meanCurve(test, second), { method, better, xScale });
  const { value, reason, ...shape } = of(everySeed(anchor), everySeed(test));
  if (noCurve !== null) return { ...shape, difference: noEstimate(noCurve) };
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
    ? 'with so many different seeds intervals are estimated for pairs with the anchor only'
    : 'intervals are estimated by pchip only';
}
