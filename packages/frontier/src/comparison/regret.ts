/** What a method gives up against training one model for every lambda (the differences of the paper's figures 2 and 6). */
import {
  type Estimate,
  type Lambda,
  measured,
  parametersAt,
  type Regret,
  type SeriesRegret,
} from '@yoto/core';
import { noEstimate } from '../bootstrap/estimate.ts';
import { mean } from '../seed-statistics.ts';
import type { SeedComparison } from './seed-comparison.ts';
import { everySeed, type SeedRow } from './seed-table.ts';

/** The two series' rows of one lambda. */
interface RowPair {
  anchor: SeedRow;
  test: SeedRow;
}

/** Full loss above the fixed models' at some positions of the seeds, and the fixed models' loss itself. */
interface Excess {
  absolute: number;
  fixed: number;
}

/** A number from what was found at some lambdas. */
type Reduction = (excesses: readonly Excess[]) => number | null;

export type RegretAt = Regret & { seeds: number };

export interface MeasuredRegret {
  series: SeriesRegret;
  /** By `SeedRow.key`. */
  at: ReadonlyMap<string, RegretAt>;
}

const NO_SHARE = 'the fixed models’ loss is not positive, so that a share of it means nothing';
const NO_LAMBDA = 'there is no lambda at which both this series and the fixed models were measured';

/**
 * The regret of `comparison.test` against the fixed models (`comparison.anchor`): at each lambda that both were measured
 * at, on average over those, and at the worst of them, with intervals over seeds. Lambdas may vary in any number of
 * parameters. Means over lambdas weigh every lambda of the grid equally, so the lambdas with the largest losses rule
 * them. The relative mean is the mean regret over the fixed models' mean loss, so that both always have the same sign;
 * it needs positive losses at every lambda. The worst is a maximum of noisy numbers, and so tends to be too large.
 */
export function regretOf(comparison: SeedComparison): MeasuredRegret {
  const pairs = comparableRows(comparison);
  const excess = rememberedExcess(comparison.pairing);
  const over = (reduce: Reduction, among: readonly RowPair[], missing: string) =>
    summaryEstimate(comparison, among, excess, reduce, missing);
  const all = [everySeed(comparison.anchor), everySeed(comparison.test)] as const;
  // A loss that crosses zero between two lambdas has shares of thousands of per cent beside it: no summary of those is sound.
  const shared = pairs.every((pair) => (excess(pair, ...all)?.fixed ?? 0) > 0) ? pairs : [];
  return {
    series: {
      pairing: comparison.pairing,
      lambdas: pairs.length,
      mean: {
        absolute: over(meanAbsolute, pairs, NO_LAMBDA),
        relative: over(ratioOfMeans, shared, NO_SHARE),
      },
      worst: {
        absolute: over(greatestAbsolute, pairs, NO_LAMBDA),
        relative: over(greatestShare, shared, NO_SHARE),
      },
      worstLambda: worstLambda(pairs, (pair) => excess(pair, ...all)?.absolute ?? null),
    },
    at: new Map(
      pairs.map((pair) => [
        pair.test.key,
        {
          seeds: seedsUsed(pair, comparison.pairing),
          absolute: over(meanAbsolute, [pair], NO_LAMBDA),
          relative: over(ratioOfMeans, [pair], NO_SHARE),
        },
      ]),
    ),
  };
}

/** Where there is nothing to compare with, and why. */
export function noRegret(reason: string): MeasuredRegret {
  const none = { absolute: noEstimate(reason), relative: noEstimate(reason) };
  return {
    series: { pairing: 'unpaired', lambdas: 0, mean: none, worst: none, worstLambda: null },
    at: new Map(),
  };
}

function comparableRows({ anchor, test, pairing }: SeedComparison): RowPair[] {
  const byKey = new Map(anchor.rows.map((row) => [row.key, row]));
  return test.rows.flatMap((row) => {
    const other = byKey.get(row.key);
    if (!other) return [];
    const pair = { anchor: other, test: row };
    return seedsUsed(pair, pairing) > 0 ? [pair] : [];
  });
}

function seedsUsed({ anchor, test }: RowPair, pairing: SeedComparison['pairing']): number {
  const sound = (row: SeedRow) => row.models.filter((model) => model !== null).length;
  if (pairing === 'unpaired') return Math.min(sound(anchor), sound(test));
  return test.models.filter((model, i) => model !== null && anchor.models[i]).length;
}

type ReadExcess = (pair: RowPair, first: readonly number[], second: readonly number[]) => Excess | null;

/** Every summary asks for the same resamples of the same rows: each is computed once. */
function rememberedExcess(pairing: SeedComparison['pairing']): ReadExcess {
  const known = new Map<
    RowPair,
    Map<readonly number[], { second: readonly number[]; excess: Excess | null }>
  >();
  return (pair, first, second) => {
    const ofPair = known.get(pair) ?? new Map();
    known.set(pair, ofPair);
    const found = ofPair.get(first);
    if (found?.second === second) return found.excess;
    const excess = rowExcess(pair, pairing, first, second);
    ofPair.set(first, { second, excess });
    return excess;
  };
}

function rowExcess(
  { anchor, test }: RowPair,
  pairing: SeedComparison['pairing'],
  anchorPositions: readonly number[],
  testPositions: readonly number[],
): Excess | null {
  const isPaired = pairing === 'paired';
  const fixed = meanLoss(anchor, anchorPositions, isPaired ? test : anchor);
  const own = meanLoss(test, testPositions, isPaired ? anchor : test);
  if (fixed === null || own === null) return null;
  return { absolute: own - fixed, fixed };
}

/** Over the models at some positions at which both rows have one. In the innermost loop, and so without arrays in between. */
function meanLoss(row: SeedRow, positions: readonly number[], other: SeedRow): number | null {
  let sum = 0;
  let count = 0;
  for (const position of positions) {
    const model = row.models[position];
    if (!model || !other.models[position]) continue;
    if (model.loss === null) return null;
    sum += model.loss;
    count++;
  }
  return count === 0 ? null : measured(sum / count);
}

function summaryEstimate(
  comparison: SeedComparison,
  pairs: readonly RowPair[],
  read: ReadExcess,
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
      worst = { lambda: parametersAt(pair.test.at), excess: value };
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
