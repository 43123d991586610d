/** What a reader has to know to trust the numbers of a comparison, in words. */
import { dataWarnings } from '@yoto/core';
import type { ComparisonInput } from '../comparison-input.ts';
import type { CoverageScale } from './coverage.ts';
import { isCodec, type SeedTable } from './seed-table.ts';

export const METHODS_IN_WORDS: readonly string[] = [
  'Curves are the means over seeds at each lambda; dominated, repeated and unmeasured points are left out before a curve is interpolated, and counted.',
  'BD-rate: mean of ln x(test) - ln x(anchor) at equal y over the common range, as per cent; BD-metric: mean of y(test) - y(anchor) at equal x. Fits: PCHIP, Akima, and one least-squares cubic (Bjontegaard 2001). Below 75 % of common range they warn.',
  'Hypervolumes of the axes share one reference point. "Matched": plain hypervolume of the points at the lambdas that a series has in common with the anchor. "Curve": the area under the PCHIP curve, which does not reward denser sampling but assumes that the points between could be had.',
  'Regret: full loss less the fixed models’ at the same lambda; relative to the fixed models’ loss where that is positive. The mean in per cent is the mean regret over the fixed models’ mean loss. Where two or more seeds are common to both sides only those are compared, in pairs.',
  'Where several parameters vary, Bjontegaard differences, coverage and hypervolumes of the axes are computed on a slice: the lambdas that differ in one parameter, with the others held at a stated base. Regret is over all lambdas.',
  'Intervals: percentile bootstrap over seeds. The single model’s choice is held fixed, and codecs are not resampled: they draw nothing.',
  'Break-even: mean device-seconds of a completed YOTO job over those of a completed fixed job, one seed each.',
];

/**
 * How often nominal 95 % intervals held the mean of n errors, in 2,000 or more simulated samples each: of normal errors,
 * and of log-normal ones (sigma 1), which are skewed as losses of runs may be.
 */
const MEASURED_COVERAGE: readonly { seeds: number; symmetric: number; skewed: number }[] = [
  { seeds: 2, symmetric: 50, skewed: 44 },
  { seeds: 3, symmetric: 75, skewed: 65 },
  { seeds: 4, symmetric: 80, skewed: 69 },
  { seeds: 5, symmetric: 84, skewed: 72 },
  { seeds: 6, symmetric: 85, skewed: 74 },
  { seeds: 8, symmetric: 89, skewed: 77 },
  { seeds: 15, symmetric: 92, skewed: 84 },
];
/** From here on the nominal coverage is nearly met for symmetric errors (93 %; 86 % for skewed ones). */
const MANY_SEEDS = 20;

export function sweepWarnings(
  { jobs, data = [] }: ComparisonInput,
  tables: readonly SeedTable[],
  scale: CoverageScale,
): string[] {
  const warnings = dataWarnings(data);
  const unfinished = jobs.filter(({ state }) => state !== 'completed').length;
  if (unfinished > 0) {
    warnings.push(
      `${unfinished} of ${jobs.length} jobs are not completed: their last evaluations count as they are`,
    );
  }
  // Codecs draw nothing: another seed would give the same.
  const counts = tables
    .filter((table) => !isCodec(table))
    .map(({ seeds }) => seeds.length)
    .filter((count) => count > 0);
  const fewest = Math.min(...counts);
  if (fewest === 1) {
    warnings.push('at least one series has one seed: differences may be noise, and have no interval');
  } else if (fewest < MANY_SEEDS) {
    const measured = MEASURED_COVERAGE.findLast(({ seeds }) => seeds <= fewest);
    warnings.push(
      `intervals over ${fewest} seeds are too narrow: a nominal 95 % one holds the truth about ${measured?.symmetric} % of the time for symmetric errors, ${measured?.skewed} % for strongly skewed ones`,
    );
  }
  if (scale.xScale === 'linear' && counts.length > 0) {
    warnings.push(
      'x has values of zero or less: BD-rates do not exist, and BD-metrics use x itself, not its logarithm',
    );
  }
  return warnings;
}
