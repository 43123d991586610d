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

/** Full loss above the fixed models' at some positions of the seeds. */
interface Excess {
  absolute: number;
  /** As a share of the fixed models' loss; null where that is not positive. */
  relative: number | null;
}

const NO_SHARE = 'the fixed models’ loss is not positive, so that a share of it means nothing';
const NO_LAMBDA = 'there is no lambda at which both were measured';

/**
 * The regret of `comparison.test` against the fixed models (`comparison.reference`): at each lambda that both were
 * measured at, on average over those, and at the worst of them, with intervals over seeds. Means over lambdas weigh
 * every lambda of the grid equally; absolute ones are ruled by the lambdas with the largest losses, relative ones need
 * positive losses at all of them. The worst is a maximum of noisy numbers, and so tends to be too large.
 */
export function regretOf(comparison: SeedComparison): SeriesRegret {
  const pairs = comparableRows(comparison);
  const excess = (pair: RowPair, first: readonly number[], second: readonly number[]) =>
    rowExcess(pair, comparison.pairing, first, second);
  const over = (kind: keyof Excess, reduce: (values: number[]) => number | null, among: readonly RowPair[]) =>
    summaryEstimate(comparison, among, (pair, a, b) => excess(pair, a, b)?.[kind] ?? null, reduce, kind);
  const all = [everySeed(comparison.reference), everySeed(comparison.test)] as const;
  // A loss that crosses zero between two lambdas has shares of thousands of per cent beside it: no average of those is sound.
  const shared = pairs.every((pair) => (excess(pair, ...all)?.relative ?? null) !== null) ? pairs : [];
  return {
    pairing: comparison.pairing,
    lambdas: pairs.map((pair) => ({
      lambda: pair.lambda,
      seeds: seedsUsed(pair, comparison.pairing),
      absolute: over('absolute', first, [pair]),
      relative: over('relative', first, [pair]),
    })),
    mean: { absolute: over('absolute', mean, pairs), relative: over('relative', mean, shared) },
    worst: { absolute: over('absolute', greatest, pairs), relative: over('relative', greatest, shared) },
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
  return { absolute: own - fixed, relative: fixed > 0 ? measured((own - fixed) / fixed) : null };
}

function summaryEstimate(
  comparison: SeedComparison,
  pairs: readonly RowPair[],
  read: (pair: RowPair, first: readonly number[], second: readonly number[]) => number | null,
  reduce: (values: number[]) => number | null,
  kind: keyof Excess,
): Estimate {
  const missing = kind === 'relative' ? NO_SHARE : NO_LAMBDA;
  if (pairs.length === 0) return noEstimate(missing);
  return comparison.estimate((first, second) => {
    const values: number[] = [];
    for (const pair of pairs) {
      const value = read(pair, first, second);
      // Without this lambda the resample would average over others than the estimate does.
      if (value === null) return null;
      values.push(value);
    }
    return reduce(values);
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

const first = (values: number[]) => values[0] ?? null;
const greatest = (values: number[]) =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
