/** A series as a table of models, place by seed: what every statistic over seeds is computed from. */
import { type Method, measured, type Place, placeKey } from '@yoto/core';
import { axisValues } from '../axes.ts';
import type { ComparedJob, ComparedTask } from '../comparison-input.ts';
import { fullLoss } from '../full-loss.ts';
import type { PlacedPoint } from '../hypervolume/hypervolumes-at-matched-lambdas.ts';
import type { MeasuredSeries } from './measured-series.ts';
import type { Measurement } from './measurement.ts';

/** One model at one place. */
export interface SeedModel {
  x: number | null;
  y: number | null;
  /** Null in the tables of codecs only, which have no lambda to weight their losses with. */
  loss: number | null;
  /** Every loss term, sum and metric by name. */
  values: Readonly<Record<string, number | null>>;
}

export interface SeedRow {
  at: Place;
  key: string;
  /** By the position of the seed in `SeedTable.seeds`; null where it is missing or diverged. */
  models: readonly (SeedModel | null)[];
  /** Models left out because they diverged. */
  diverged: number;
}

export interface SeedTable {
  name: string;
  method: Method;
  jobs: readonly ComparedJob[];
  /** Those with at least one sound model, ascending. */
  seeds: readonly number[];
  /** In order of place; every row has a model. */
  rows: readonly SeedRow[];
  /** The places at which every model diverged. */
  lost: readonly SeedRow[];
}

/** A codec draws nothing, and has settings where others have lambdas. */
export const isCodec = ({ method }: Pick<SeedTable, 'method'>): boolean => method === 'codec';

/**
 * Arranges a series by seed, with the values of the chosen axes. Models whose full loss is not finite are left out and
 * counted; of a codec, points that are not finite on both axes.
 */
export function seedTable(
  series: MeasuredSeries,
  task: ComparedTask,
  axes: { x: { name: string }; y: { name: string } },
): SeedTable {
  const seedOf = new Map(series.jobs.map((job) => [job.id, job.seed]));
  const modelOf = (at: Place, measurement: Measurement): SeedModel | null => {
    const values = axisValues(task, measurement);
    const [x, y] = [values[axes.x.name] ?? null, values[axes.y.name] ?? null];
    const loss = 'lambda' in at ? fullLoss(task.lossTerms, at.lambda, measurement.losses) : null;
    const isSound = isCodec(series) ? x !== null && y !== null : loss !== null;
    return isSound ? { x, y, loss, values } : null;
  };
  const cells = series.measured.map(({ at, measurements }) => {
    const bySeed = new Map<number, SeedModel>();
    let diverged = 0;
    for (const measurement of measurements) {
      const model = modelOf(at, measurement);
      if (model === null) diverged++;
      else bySeed.set(seedOf.get(measurement.jobId) ?? 0, model);
    }
    return { at, bySeed, diverged };
  });
  const seeds = [...new Set(cells.flatMap(({ bySeed }) => [...bySeed.keys()]))].sort((a, b) => a - b);
  const rows = cells.map(({ at, bySeed, diverged }) => ({
    at,
    key: placeKey(at),
    models: seeds.map((seed) => bySeed.get(seed) ?? null),
    diverged,
  }));
  const hasModel = ({ models }: SeedRow) => models.some((model) => model !== null);
  return {
    name: series.name,
    method: series.method,
    jobs: series.jobs,
    seeds,
    rows: rows.filter(hasModel),
    lost: rows.filter((row) => !hasModel(row)),
  };
}

/** The table of some of its seeds, in the order given; rows that they have no model for go. The same table for all of them. */
export function onlySeeds(table: SeedTable, seeds: readonly number[]): SeedTable {
  if (seeds.length === table.seeds.length && seeds.every((seed, i) => seed === table.seeds[i])) return table;
  const positions = seeds.map((seed) => table.seeds.indexOf(seed));
  const rows = table.rows
    .map((row) => ({ ...row, models: positions.map((position) => row.models[position] ?? null) }))
    .filter(({ models }) => models.some((model) => model !== null));
  return { ...table, seeds, rows };
}

/** By table, then by the positions of a resample, which every statistic is asked with. */
const meanCurves = new WeakMap<SeedTable, WeakMap<readonly number[], readonly PlacedPoint[]>>();

/**
 * The mean curve of some seeds: at each lambda the means of x and y over their models; null where they have none.
 * Computed once for the same table and array of positions: differences, volumes and ratios all begin with it.
 */
export function meanCurve(table: SeedTable, positions: readonly number[]): readonly PlacedPoint[] {
  const ofTable = meanCurves.get(table) ?? new WeakMap();
  meanCurves.set(table, ofTable);
  const known = ofTable.get(positions);
  if (known) return known;
  const curve = table.rows.map(({ at, models }) => ({
    at,
    x: meanAt(models, positions, 'x'),
    y: meanAt(models, positions, 'y'),
  }));
  ofTable.set(positions, curve);
  return curve;
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

/** The rows at some of the places. The same table for all of them. */
export function onlyPlaces(table: SeedTable, isWanted: (row: SeedRow) => boolean): SeedTable {
  const rows = table.rows.filter(isWanted);
  return rows.length === table.rows.length ? table : { ...table, rows };
}

/** All seeds once. */
export const everySeed = (table: Pick<SeedTable, 'seeds'>): number[] =>
  table.seeds.map((_, position) => position);
