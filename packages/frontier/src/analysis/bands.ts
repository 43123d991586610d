import type { Estimate, SeriesAnalysis } from '@yoto/core';
import { estimate } from '../bootstrap/estimate.ts';
import type { SeedDrawer } from '../bootstrap/seed-draws.ts';
import { mean, present } from '../seed-statistics.ts';
import type { SeedModel, SeedRow, SeedTable } from './seed-table.ts';

/** The mean of each axis and of the full loss at each lambda, with intervals over the seeds measured there. */
export function bandsOf(table: SeedTable, drawer: SeedDrawer): SeriesAnalysis['bands'] {
  return table.rows.map((row) => {
    const band = (read: (model: SeedModel) => number | null): Estimate => meanEstimate(row, read, drawer);
    return {
      lambda: row.lambda,
      x: band(({ x }) => x),
      y: band(({ y }) => y),
      fullLoss: band(({ loss }) => loss),
    };
  });
}

function meanEstimate(row: SeedRow, read: (model: SeedModel) => number | null, drawer: SeedDrawer): Estimate {
  const values = present(row.models.flatMap((model) => (model ? [read(model)] : [])));
  const draws = drawer([values.length]);
  return estimate(
    ([positions]) => mean((positions ?? []).map((i) => values[i]!)),
    draws,
    'the value was not measured',
  );
}
