/**
 * Percentile bootstrap intervals: B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter
 * 13. Not BCa: its acceleration is a third moment, which a handful of seeds does not determine.
 *
 * Few seeds limit what any resampling can say: the interval of a mean never leaves [least, greatest] of n values, so
 * that for symmetric errors it covers the truth with probability 1 - 2^(1 - n) at most (n = 2: 50 %, 3: 75 %, 4: 88 %).
 */
import { type Estimate, type Interval, measured } from '@yoto/core';
import { present } from '../seed-statistics.ts';
import type { SeedDrawer, SeedDraws } from './seed-draws.ts';

/** A number from resampled seeds: `positions[g]` are the positions of group g's seeds, with repetitions. */
export type SeedStatistic = (positions: readonly (readonly number[])[]) => number | null;

/** Resamples without a value (a diverged seed was all they had) are left out; with more than these the interval is. */
const MOST_MISSING = 0.1;

/** A statistic of all seeds with its interval. `missing` says why there is no value, should there be none. */
export function estimate(statistic: SeedStatistic, draws: SeedDraws, missing: string): Estimate {
  const raw = statistic(draws.all);
  const value = raw === null ? null : measured(raw);
  if (value === null) return noEstimate(missing);
  if (draws.options.resamples === 0) {
    return { value, reason: null, interval: null, intervalReason: 'intervals are still being estimated' };
  }
  if (draws.seeds < 2) {
    return { value, reason: null, interval: null, intervalReason: 'one seed: no interval can be estimated' };
  }
  const { resamples, level } = draws.options;
  const drawn: { value: number; times: number }[] = [];
  for (const { positions, times } of draws.draws) {
    const replicate = statistic(positions);
    if (replicate !== null && Number.isFinite(replicate)) drawn.push({ value: replicate, times });
  }
  const kept = drawn.reduce((sum, { times }) => sum + times, 0);
  if (kept < (1 - MOST_MISSING) * resamples) {
    const intervalReason = `${resamples - kept} of ${resamples} resamples have no value (seeds are missing or diverged)`;
    return { value, reason: null, interval: null, intervalReason };
  }
  drawn.sort((a, b) => a.value - b.value);
  const tail = (1 - level) / 2;
  const interval: Interval = {
    low: weightedQuantile(drawn, kept, tail),
    high: weightedQuantile(drawn, kept, 1 - tail),
    level,
    seeds: draws.seeds,
    resamples: kept,
  };
  return { value, reason: null, interval, intervalReason: null };
}

/** The mean of some seeds' values with its interval; values that were not measured are left out. */
export function meanEstimate(
  values: readonly (number | null)[],
  drawer: SeedDrawer,
  missing: string,
): Estimate {
  const known = present(values);
  return estimate(([positions = []]) => meanAt(known, positions), drawer([known.length]), missing);
}

/** The innermost loop of every mean's interval, and so without arrays in between. */
function meanAt(values: readonly number[], positions: readonly number[]): number | null {
  let sum = 0;
  for (const position of positions) sum += values[position]!;
  return positions.length === 0 ? null : measured(sum / positions.length);
}

/** Where a number does not exist. */
export const noEstimate = (reason: string): Estimate => ({
  value: null,
  reason,
  interval: null,
  intervalReason: 'there is no value',
});

/** The smallest value that at least `share` of all `total` draws do not exceed; `sorted` by value. */
function weightedQuantile(
  sorted: readonly { value: number; times: number }[],
  total: number,
  share: number,
): number {
  let seen = 0;
  for (const { value, times } of sorted) {
    seen += times;
    if (seen >= share * total) return value;
  }
  return sorted.at(-1)!.value;
}
