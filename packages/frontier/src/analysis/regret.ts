/** What a method gives up against training one model for every lambda (the differences of the paper's figures 2 and 6). */
import { type Estimate, type Lambda, measured, type SeriesRegret } from '@yoto/core';
import { noEstimate } from '../bootstrap/estimate.ts';
import { mean } from '../seed-statistics.ts';
import type { SeedComparison } from './seed-comparison.ts';
import { everySeed, modelsAt, type SeedRow } from './seed-table.ts';

/** The two series' rows of one lambda. */
interface RowPair {
  lambda: Lambda;
  reference: SeedRow;
  test: SeedRow;
}

/** Full loss above the fixed models' at some positions of the seeds, and the fixed models' loss itself. */
interface Excess {
  absolute: number;
  fixed: number;
}

/** A number from what was found at some lambdas. */
type Reduction = (excesses: readonly Excess[]) => number | null;

const NO_SHARE = 'the fixed models’ loss is not positive, so that a share of it means nothing';
const NO_LAMBDA = 'there is no lambda at which both were measured';

/**
 * The regret of `comparison.test` against the fixed models (`comparison.reference`): at each lambda that both were
 * measured at, on average over those, and at the worst of them, with intervals over seeds. Means over lambdas weigh
 * every lambda of the grid equally, so the lambdas with the largest losses rule them. The relative mean is the mean
 * regret over the fixed models' mean loss, so that both always have the same sign; it needs positive losses at every
 * lambda. The worst is a maximum of noisy numbers, and so tends to be too large.
 */
export function regretOf(comparison: SeedComparison): SeriesRegret {
  const pairs = comparableRows(comparison);
  const excess = (pair: RowPair, first: readonly number[], second: readonly number[]) =>
    rowExcess(pair, comparison.pairing, first, second);
  const over = (reduce: Reduction, among: readonly RowPair[], missing: string) =>
    summaryEstimate(comparison, among, excess, reduce, missing);
  const all = [everySeed(comparison.reference), everySeed(comparison.test)] as const;
  // A loss that crosses zero between two lambdas has shares of thousands of per cent beside it: no summary of those is sound.
  const shared = pairs.every((pair) => (excess(pair, ...all)?.fixed ?? 0) > 0) ? pairs : [];
  return {
    pairing: comparison.pairing,
    lambdas: pairs.map((pair) => ({
      lambda: pair.lambda,
      seeds: seedsUsed(pair, comparison.pairing),
      absolute: over(meanAbsolute, [pair], NO_LAMBDA),
      relative: over(ratioOfMeans, [pair], NO_SHARE),
    })),
    mean: {
      absolute: over(meanAbsolute, pairs, NO_LAMBDA),
      relative: over(ratioOfMeans, shared, NO_SHARE),
    },
    worst: {
      absolute: over(greatestAbsolute, pairs, NO_LAMBDA),
      relative: over(greatestShare, shared, NO_SHARE),
    },
    worstLambda: worstLambda(pairs, (pair) => excess(pair, ...all)?.absolute ?? null),
  };
}

function comparableRows({ reference, test, pairing }: SeedComparison): RowPair[] {
  const byKey = new Map(reference.rows.map((row) => [row.key, row]));
  return test.rows.flatMap((row) => {
    const other = byKey.get(row.key);
    if (!other) return [];
    const pair = { lambda: row.lambda, reference: other, test: row };
    return seedsUsed(pair, pairing) > 0 ? [pair] : [];
  });
}

function seedsUsed({ reference, test }: RowPair, pairing: SeedComparison['pairing']): number {
  const sound = (row: SeedRow) => row.models.filter((model) => model !== null).length;
  if (pairing === 'unpaired') return Math.min(sound(reference), sound(test));
  return test.models.filter((model, i) => model !== null && reference.models[i]).length;
}

function rowExcess(
  { reference, test }: RowPair,
  pairing: SeedComparison['pairing'],
  referencePositions: readonly number[],
  testPositions: readonly number[],
): Excess | null {
  const both = (position: number) => test.models[position] && reference.models[position];
  const paired = pairing === 'paired';
  const firsts = modelsAt(reference, paired ? referencePositions.filter(both) : referencePositions);
  const seconds = modelsAt(test, paired ? testPositions.filter(both) : testPositions);
  const fixed = mean(firsts.map(({ loss }) => loss));
  const own = mean(seconds.map(({ loss }) => loss));
  if (fixed === null || own === null) return null;
  return { absolute: own - fixed, fixed };
}

function summaryEstimate(
  comparison: SeedComparison,
  pairs: readonly RowPair[],
  read: (pair: RowPair, first: readonly number[], second: readonly number[]) => Excess | null,
  reduce: Reduction,
  missing: string,
): Estimate {
  if (pairs.length === 0) return noEstimate(missing);
  return comparison.estimate((first, second) => {
    const excesses: Excess[] = [];
    for (const pair of pairs) {
      const excess = read(pair, first, second);
      // Without this lambda the resample would average over others than the estimate does.
      if (excess === null) return null;
      excesses.push(excess);
    }
    return reduce(excesses);
  }, missing);
}

function worstLambda(pairs: readonly RowPair[], excess: (pair: RowPair) => number | null): Lambda | null {
  let worst: { lambda: Lambda; excess: number } | undefined;
  for (const pair of pairs) {
    const value = excess(pair);
    if (value !== null && (worst === undefined || value > worst.excess)) {
      worst = { lambda: pair.lambda, excess: value };
    }
  }
  return worst?.lambda ?? null;
}

const shareOf = ({ absolute, fixed }: Excess) => (fixed > 0 ? measured(absolute / fixed) : null);
const meanAbsolute: Reduction = (excesses) => mean(excesses.map(({ absolute }) => absolute));
const greatestAbsolute: Reduction = (excesses) => greatest(excesses.map(({ absolute }) => absolute));

/** Mean regret over mean fixed loss; of a single lambda, its share. */
const ratioOfMeans: Reduction = (excesses) => {
  const absolute = meanAbsolute(excesses);
  const fixed = mean(excesses.map((excess) => excess.fixed));
  return absolute === null || fixed === null ? null : shareOf({ absolute, fixed });
};

const greatestShare: Reduction = (excesses) => {
  const shares = excesses.map(shareOf);
  return shares.every((share) => share !== null) ? greatest(shares) : null;
};

const greatest = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
