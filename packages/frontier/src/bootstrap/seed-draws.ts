/** Which seeds each bootstrap resample takes: drawn once, so that every statistic of a comparison sees the same ones. */
import { randomStream } from '@yoto/core';
import { groupBy } from '../group-by.ts';

export interface BootstrapOptions {
  /** None: values without intervals, which are quick. */
  resamples: number;
  /** Nominal coverage of the intervals, e.g. 0.95. */
  level: number;
  /** Of the generator: equal seeds give equal intervals. */
  seed: number;
}

/** Enough that the 2.5 % quantile is known to about half a per cent of probability. */
export const DEFAULT_BOOTSTRAP: BootstrapOptions = { resamples: 1000, level: 0.95, seed: 0 };

/** One way to resample: for each group the positions of the seeds taken, and how often it was drawn. */
interface SeedDraw {
  positions: readonly (readonly number[])[];
  times: number;
}

export interface SeedDraws {
  /** Every seed once: the estimate itself. */
  all: readonly (readonly number[])[];
  draws: readonly SeedDraw[];
  /** Seeds in the smallest group. */
  seeds: number;
  options: BootstrapOptions;
}

/** Draws for groups of so many seeds; the same object for the same counts. */
export type SeedDrawer = (counts: readonly number[]) => SeedDraws;

/** Draws on demand and remembers: an analysis asks for the same few counts hundreds of times. */
export function seedDrawer(options: BootstrapOptions): SeedDrawer {
  const known = new Map<string, SeedDraws>();
  return (counts) => {
    const key = counts.join(',');
    const draws = known.get(key) ?? drawSeeds(counts, options);
    known.set(key, draws);
    return draws;
  };
}

/** Beyond so many seeds in all hardly any two resamples are equal, and gathering them only takes time. */
const MOST_GATHERED = 10;

/**
 * Resamples of one or more independent groups of `counts` seeds each, with replacement; where there are few seeds,
 * equal resamples are gathered (three seeds have 10 different ones). No draws where a group has fewer than two seeds.
 */
export function drawSeeds(counts: readonly number[], options: BootstrapOptions): SeedDraws {
  const all = counts.map((count) => Array.from({ length: count }, (_, i) => i));
  const seeds = Math.min(...counts);
  if (seeds < 2 || options.resamples === 0) return { all, draws: [], seeds, options };
  const resamples = Array.from({ length: options.resamples }, (_, resample) => {
    const random = randomStream(options.seed, 'frontier/bootstrap', resample);
    return counts.map((count) => Array.from({ length: count }, () => random.integer(count)));
  });
  const total = counts.reduce((sum, count) => sum + count, 0);
  const draws =
    total > MOST_GATHERED ? resamples.map((positions) => ({ positions, times: 1 })) : gathered(resamples);
  return { all, draws, seeds, options };
}

function gathered(resamples: readonly number[][][]): SeedDraw[] {
  const sorted = resamples.map((groups) => groups.map((positions) => positions.sort((a, b) => a - b)));
  const equal = groupBy(sorted, (groups) => groups.join(';'));
  return [...equal.values()].map((draws) => ({ positions: draws[0]!, times: draws.length }));
}
