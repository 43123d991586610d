/** A series as a table of models, lambda by seed: what every statistic over seeds is computed from. */
import { type FrontierMethod, type Lambda, lambdaKey, measured, type TaskSpec } from '@yoto/core';
import type { FrontierJob } from '../frontier-input.ts';
import { axisValue } from '../frontier-point.ts';
import { fullLoss } from '../full-loss.ts';
import type { LambdaPoint } from '../hypervolume/hypervolumes-at-matched-lambdas.ts';
import { hasLambdas, type MeasuredSeries } from '../measured-series.ts';

/** One model at one lambda. */
export interface SeedModel {
  x: number | null;
  y: number | null;
  /** Null in the tables of references only, which have no lambda to weight their losses with. */
  loss: number | null;
  losses: Readonly<Record<string, number | null>>;
}

export interface SeedRow {
  lambda: Lambda;
  key: string;
  /** By the position of the seed in `SeedTable.seeds`; null where it is missing or diverged. */
  models: readonly (SeedModel | null)[];
}

export interface SeedTable {
  name: string;
  method: FrontierMethod;
  jobs: readonly FrontierJob[];
  /** Those with at least one sound model, ascending. */
  seeds: readonly number[];
  /** In order of lambda; every row has a model. */
  rows: readonly SeedRow[];
  /** Evaluations without a finite full loss, left out. */
  diverged: number;
}

/**
 * Arranges a series by seed. Models whose full loss is not finite are left out and counted, as in the charts; of a
 * reference, points that are not finite on both axes.
 */
export function seedTable(
  series: MeasuredSeries,
  task: Pick<TaskSpec, 'lossTerms' | 'frontierAxes'>,
): SeedTable {
  const seedOf = new Map(series.jobs.map((job) => [job.id, job.seed]));
  let diverged = 0;
  const cells = series.measured.map(({ lambda, measurements }) => {
    const bySeed = new Map<number, SeedModel>();
    for (const measurement of measurements) {
      const loss = fullLoss(task.lossTerms, lambda, measurement.losses);
      const x = finite(axisValue(measurement, task.frontierAxes.x));
      const y = finite(axisValue(measurement, task.frontierAxes.y));
      const isSound = hasLambdas(series) ? loss !== null : x !== null && y !== null;
      if (!isSound) {
        diverged++;
        continue;
      }
      bySeed.set(seedOf.get(measurement.jobId) ?? 0, { x, y, loss, losses: measurement.losses });
    }
    return { lambda, bySeed };
  });
  const seeds = [...new Set(cells.flatMap(({ bySeed }) => [...bySeed.keys()]))].sort((a, b) => a - b);
  const rows = cells
    .filter(({ bySeed }) => bySeed.size > 0)
    .map(({ lambda, bySeed }) => ({
      lambda,
      key: lambdaKey(lambda),
      models: seeds.map((seed) => bySeed.get(seed) ?? null),
    }));
  return { name: series.name, method: series.method, jobs: series.jobs, seeds, rows, diverged };
}

/** The table of some of its seeds, in the order given; rows that they have no model for go. */
export function onlySeeds(table: SeedTable, seeds: readonly number[]): SeedTable {
  const positions = seeds.map((seed) => table.seeds.indexOf(seed));
  const rows = table.rows
    .map((row) => ({ ...row, models: positions.map((position) => row.models[position] ?? null) }))
    .filter(({ models }) => models.some((model) => model !== null));
  return { ...table, seeds, rows };
}

/** The models of a row at the given positions (which may repeat), without the missing ones. */
export const modelsAt = (row: SeedRow, positions: readonly number[]): SeedModel[] =>
  positions.map((position) => row.models[position] ?? null).filter((model) => model !== null);

/** The mean curve of some seeds: at each lambda the means of x and y over their models; null where they have none. */
export function meanCurve(table: SeedTable, positions: readonly number[]): LambdaPoint[] {
  return table.rows.map(({ lambda, models }) => ({
    lambda,
    x: meanAt(models, positions, 'x'),
    y: meanAt(models, positions, 'y'),
  }));
}

/** The innermost loop of every bootstrap, and so without arrays in between. */
function meanAt(models: SeedRow['models'], positions: readonly number[], axis: 'x' | 'y'): number | null {
  let sum = 0;
  let count = 0;
  for (const position of positions) {
    const value = models[position]?.[axis] ?? null;
    if (value === null) continue;
    sum += value;
    count++;
  }
  return count === 0 ? null : measured(sum / count);
}

/** The rows of some lambdas, by their keys. */
export const onlyLambdas = (table: SeedTable, keys: ReadonlySet<string>): SeedTable => ({
  ...table,
  rows: table.rows.filter(({ key }) => keys.has(key)),
});

/** All seeds once. */
export const everySeed = (table: Pick<SeedTable, 'seeds'>): number[] =>
  table.seeds.map((_, position) => position);

const finite = (value: number | null) => (Number.isFinite(value) ? value : null);
