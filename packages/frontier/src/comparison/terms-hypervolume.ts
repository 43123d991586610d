/** Hypervolumes in the space of all loss terms: what a frontier of two axes cannot show of a sweep over more weights. */
import { type Estimate, type LossTermSpec, measured, type SeriesHypervolume } from '@yoto/core';
import { noEstimate } from '../bootstrap/estimate.ts';
import { hypervolume } from '../hypervolume/hypervolume.ts';
import { mean, present } from '../seed-statistics.ts';
import type { SeedRow, SeedTable } from './seed-table.ts';

const MOST_TERMS = 7;
/** As for the axes: a tenth of the range beyond the worst value. */
const MARGIN = 0.1;

/**
 * The hypervolume of `test` at the lambdas that it shares with `anchor`, and its ratio to the latter's there. The
 * reference point: the worst value of each term over the mean points of all `tables`, and a tenth of its range beyond.
 * No value, but the reason, for fewer than three terms (two axes show both), and where nothing is shared or there is
 * too much to compute.
 */
export function termsHypervolume(
  test: SeedTable,
  anchor: SeedTable,
  tables: readonly SeedTable[],
  lossTerms: readonly LossTermSpec[],
  mostPoints: number,
): SeriesHypervolume['terms'] {
  const terms = lossTerms.map(({ name }) => name);
  const none = (reason: string) => ({ terms, value: noEstimate(reason), ratio: noEstimate(reason) });
  if (terms.length < 3) return none('two axes show every loss term of this task');
  if (terms.length > MOST_TERMS) return none(`the task has more than ${MOST_TERMS} loss terms`);
  const keys = new Set(test.rows.map(({ key }) => key));
  const shared = new Set(anchor.rows.map(({ key }) => key).filter((key) => keys.has(key)));
  if (shared.size === 0) return none(`${test.name} and ${anchor.name} have no lambda in common`);
  if (shared.size > mostPoints) {
    return none(
      `${shared.size} lambdas in common are too many to compute an exact volume of ${terms.length} terms (at most ${mostPoints})`,
    );
  }
  const all = tables.flatMap(({ rows }) => rows.map((row) => meanTerms(row, terms)));
  const limit = terms.map((_, term) => beyondWorst(present(all.map((point) => point[term] ?? null))));
  const volume = ({ rows }: SeedTable) =>
    hypervolume(
      rows.filter(({ key }) => shared.has(key)).map((row) => meanTerms(row, terms)),
      limit,
      terms.map(() => 'lower'),
    );
  const value = volume(test);
  const other = volume(anchor);
  const ratio = value !== null && other !== null && other > 0 ? measured(value / other) : null;
  return {
    terms,
    value: withoutInterval(value, 'a loss term is not finite'),
    ratio: withoutInterval(ratio, `${anchor.name} dominates nothing inside the reference point`),
  };
}

const withoutInterval = (value: number | null, missing: string): Estimate =>
  value === null
    ? noEstimate(missing)
    : { value, reason: null, interval: null, intervalReason: 'intervals are estimated for the axes only' };

const meanTerms = (row: SeedRow, terms: readonly string[]): (number | null)[] =>
  terms.map((term) => mean(present(row.models.map((model) => model?.values[term] ?? null))));

function beyondWorst(values: readonly number[]): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most + MARGIN * (most - least || Math.abs(most) || 1);
}
