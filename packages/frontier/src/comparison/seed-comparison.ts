import type { Estimate } from '@yoto/core';
import { estimate } from '../bootstrap/estimate.ts';
import type { SeedDrawer } from '../bootstrap/seed-draws.ts';
import { everySeed, isCodec, onlySeeds, type SeedTable } from './seed-table.ts';

/** A number from the models of two series at some positions of their seeds. */
type ComparisonStatistic = (
  anchorPositions: readonly number[],
  testPositions: readonly number[],
) => number | null;

/** Two series made comparable over seeds. */
export interface SeedComparison {
  pairing: 'paired' | 'unpaired';
  anchor: SeedTable;
  test: SeedTable;
  /** How many different resamples an interval takes: 10 of three paired seeds, up to a thousand of many. */
  resamples: number;
  /** The statistic of all seeds, with its interval. */
  estimate(statistic: ComparisonStatistic, missing: string): Estimate;
  warnings: string[];
}

/**
 * Pairs seeds where the series have the same ones, or at least two in common (only those are then used): equal seeds
 * see the same batches and start from the same weights, so that their difference varies less. Otherwise the seeds of
 * each series are resampled on their own, where there is chance in it: a codec always gives the same.
 */
export function compareSeeds(anchor: SeedTable, test: SeedTable, drawer: SeedDrawer): SeedComparison {
  if (isCodec(anchor) !== isCodec(test)) return compareWithConstant(anchor, test, drawer);
  const common = anchor.seeds.filter((seed) => test.seeds.includes(seed));
  const union = new Set([...anchor.seeds, ...test.seeds]);
  if (common.length >= 2 || (common.length === 1 && union.size === 1)) {
    const draws = drawer([common.length]);
    return {
      pairing: 'paired',
      anchor: onlySeeds(anchor, common),
      test: onlySeeds(test, common),
      resamples: draws.draws.length,
      estimate: (statistic, missing) =>
        estimate(([positions]) => statistic(positions ?? [], positions ?? []), draws, missing),
      warnings:
        union.size > common.length
          ? [`${test.name} against ${anchor.name}: only the ${common.length} seeds in common are compared`]
          : [],
    };
  }
  const draws = drawer([everySeed(anchor).length, everySeed(test).length]);
  return {
    pairing: 'unpaired',
    anchor,
    test,
    resamples: draws.draws.length,
    estimate: (statistic, missing) =>
      estimate(([first, second]) => statistic(first ?? [], second ?? []), draws, missing),
    warnings: [],
  };
}

/** One of the two is the same whatever the seed: only the other's seeds are resampled. */
function compareWithConstant(anchor: SeedTable, test: SeedTable, drawer: SeedDrawer): SeedComparison {
  const isTestDrawn = !isCodec(test);
  const draws = drawer([(isTestDrawn ? test : anchor).seeds.length]);
  return {
    pairing: 'unpaired',
    anchor,
    test,
    resamples: draws.draws.length,
    estimate: (statistic, missing) =>
      estimate(
        ([drawn = []]) =>
          isTestDrawn ? statistic(everySeed(anchor), drawn) : statistic(drawn, everySeed(test)),
        draws,
        missing,
      ),
    warnings: [],
  };
}
