/** Hypervolumes in the space of all loss terms: what a frontier of two axes cannot show of a sweep over more weights. */
import { type LossTermSpec, measured, type SeriesHypervolume } from '@yoto/core';
import { hypervolume } from '../hypervolume/hypervolume.ts';
import { mean, present } from '../seed-statistics.ts';
import type { SeedRow, SeedTable } from './seed-table.ts';

/** The exact algorithm is exponential in the terms at worst: so many points of so many terms take half a second. */
const MOST_POINTS = 64;
const MOST_TERMS = 7;
/** As for the axes: a tenth of the range beyond the worst value. */
const MARGIN = 0.1;

/**
 * The hypervolume of `test` at the lambdas that it shares with `reference`, and its ratio to the latter's there. The
 * reference point: the worst value of each term over the mean points of all `tables`, and a tenth of its range beyond.
 * Null with fewer than three terms (the axes show both), or where nothing is shared or there is too much to compute.
 */
export function termsHypervolume(
  test: SeedTable,
  reference: SeedTable,
  tables: readonly SeedTable[],
  lossTerms: readonly LossTermSpec[],
): SeriesHypervolume['terms'] {
  const terms = lossTerms.map(({ name }) => name);
  if (terms.length < 3 || terms.length > MOST_TERMS) return null;
  const all = tables.flatMap(({ rows }) => rows.map((row) => meanTerms(row, terms)));
  const limit = terms.map((_, term) => beyondWorst(present(all.map((point) => point[term] ?? null))));
  const keys = new Set(test.rows.map(({ key }) => key));
  const shared = new Set(reference.rows.map(({ key }) => key).filter((key) => keys.has(key)));
  if (shared.size === 0 || shared.size > MOST_POINTS) return null;
  const volume = ({ rows }: SeedTable) =>
    hypervolume(
      rows.filter(({ key }) => shared.has(key)).map((row) => meanTerms(row, terms)),
      limit,
      terms.map(() => 'lower'),
    );
  const value = volume(test);
  const other = volume(reference);
  return {
    terms,
    value,
    ratio: value !== null && other !== null && other > 0 ? measured(value / other) : null,
  };
}

const meanTerms = (row: SeedRow, terms: readonly string[]): (number | null)[] =>
  terms.map((term) => mean(present(row.models.map((model) => model?.losses[term] ?? null))));

function beyondWorst(values: readonly number[]): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most + MARGIN * (most - least || Math.abs(most) || 1);
}
