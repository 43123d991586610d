import { type ComparisonPoint, comparePlaces } from '@yoto/core';
import { meanEstimate, noEstimate } from '../bootstrap/estimate.ts';
import type { SeedDrawer } from '../bootstrap/seed-draws.ts';
import type { MeasuredRegret, RegretAt } from './regret.ts';
import { isCodec, type SeedModel, type SeedRow, type SeedTable } from './seed-table.ts';

/**
 * The points of a series in the order of their places: the mean of every value over the seeds measured there, with
 * intervals, and the regret. `names`: of the values; `noRegret`: why there is none where there is none; `order`: the
 * parameters that points are sorted by.
 */
export function pointsOf(
  table: SeedTable,
  names: readonly string[],
  regret: MeasuredRegret,
  drawer: SeedDrawer,
  order: readonly string[],
): ComparisonPoint[] {
  const rows = table.lost.length === 0 ? table.rows : [...table.rows, ...table.lost];
  return rows
    .map((row) => pointOf(row, table, names, regret, drawer))
    .sort((a, b) => (isCodec(table) ? 0 : comparePlaces(a.at, b.at, order)));
}

function pointOf(
  row: SeedRow,
  table: SeedTable,
  names: readonly string[],
  regret: MeasuredRegret,
  drawer: SeedDrawer,
): ComparisonPoint {
  const sound = row.models.filter((model) => model !== null);
  const missing = whyMissing(row, sound.length);
  const over = (read: (model: SeedModel) => number | null, otherwise: string) =>
    meanEstimate(sound.map(read), drawer, otherwise);
  return {
    at: row.at,
    seeds: sound.length,
    diverged: row.diverged,
    values: Object.fromEntries(
      names.map((name) => [name, over((model) => model.values[name] ?? null, missing)]),
    ),
    fullLoss: over(
      ({ loss }) => loss,
      isCodec(table) ? 'a codec has no lambda to weight its losses with' : missing,
    ),
    regret: regret.at.get(row.key) ?? missingRegret(regret),
  };
}

function missingRegret({ series }: MeasuredRegret): RegretAt {
  const reason =
    series.lambdas > 0 ? 'no fixed model was measured at this lambda' : (series.mean.absolute.reason ?? '');
  return { seeds: 0, absolute: noEstimate(reason), relative: noEstimate(reason) };
}

function whyMissing({ diverged }: SeedRow, sound: number): string {
  if (sound > 0) return 'it was not measured';
  return diverged === 1 ? 'the model diverged' : `all ${diverged} models diverged`;
}
