/** Bjontegaard differences of the mean curves of pairs of series, by every interpolation. */
import type { BdComparison, BdDifference, BdMethod } from '@yoto/core';
import type { SeedDrawer } from '../bootstrap/seed-draws.ts';
import { bdMetric, bdRate, type PlainBdDifference } from '../curves/bd-difference.ts';
import type { Directions } from '../curves/trade-off-curve.ts';
import { compareSeeds, type SeedComparison } from './seed-comparison.ts';
import { everySeed, meanCurve, type SeedTable } from './seed-table.ts';

const METHODS: readonly BdMethod[] = ['pchip', 'akima', 'cubic'];
/** Beyond this many series only the pairs with the reference are compared: their number grows with the square. */
const MOST_SERIES_FOR_ALL_PAIRS = 12;

export interface BdTableOptions {
  better: Directions;
  /** For the differences at equal x. */
  xScale: 'log' | 'linear';
  drawer: SeedDrawer;
}

/**
 * `tables` in order, the reference first: every pair is compared once, the earlier as the reference (the other way
 * round, rates are the reciprocal and metrics the negative). Intervals, which take up to a thousand curves each,
 * only for pairs with the first series, and by PCHIP.
 */
export function bdTable(tables: readonly SeedTable[], options: BdTableOptions): BdComparison[] {
  const references = tables.length > MOST_SERIES_FOR_ALL_PAIRS ? tables.slice(0, 1) : tables;
  return references.flatMap((reference, i) =>
    tables.slice(i + 1).map((test) => {
      const comparison = compareSeeds(reference, test, options.drawer);
      const differences = (compute: typeof bdRate) =>
        METHODS.map((method) =>
          difference(comparison, compute, method, options, i === 0 && method === 'pchip'),
        );
      return {
        reference: reference.name,
        test: test.name,
        rate: differences(bdRate),
        metric: differences(bdMetric),
      };
    }),
  );
}

function difference(
  { reference, test, estimate }: SeedComparison,
  compute: typeof bdRate,
  method: BdMethod,
  { better, xScale }: BdTableOptions,
  withInterval: boolean,
): BdDifference {
  const of = (first: readonly number[], second: readonly number[]): PlainBdDifference =>
    compute(meanCurve(reference, first), meanCurve(test, second), { method, better, xScale });
  const { value, reason, ...shape } = of(everySeed(reference), everySeed(test));
  if (withInterval) {
    return {
      ...shape,
      difference: estimate((first, second) => of(first, second).value, reason ?? 'there is no value'),
    };
  }
  const intervalReason =
    value === null
      ? 'there is no value'
      : 'intervals are estimated by pchip, for pairs with the reference only';
  return { ...shape, difference: { value, reason, interval: null, intervalReason } };
}
