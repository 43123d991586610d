/** Everything the dashboard, the command line and reports say about how the methods of a sweep compare. */
import { type ComparisonSeries, parametersAt, type SweepComparison } from '@yoto/core';
import { axisChoices, chosenAxes } from '../axes.ts';
import {
  type BootstrapOptions,
  DEFAULT_BOOTSTRAP,
  type SeedDrawer,
  seedDrawer,
} from '../bootstrap/seed-draws.ts';
import type { ComparedJob, ComparisonInput } from '../comparison-input.ts';
import type { Directions } from '../curves/trade-off-curve.ts';
import { type HypervolumeBox, hypervolumeBox } from '../hypervolume/hypervolume-box.ts';
import { bdTable } from './bd-table.ts';
import { breakEvenOf } from './break-even.ts';
import { costOf } from './cost.ts';
import { type CoverageScale, coverageOf, coverageScale } from './coverage.ts';
import { measuredSweep } from './measured-series.ts';
import { monotonicityOf } from './monotonicity.ts';
import { METHODS_IN_WORDS, sweepWarnings } from './notes.ts';
import { pointsOf } from './points.ts';
import { type MeasuredRegret, noRegret, regretOf } from './regret.ts';
import { compareSeeds } from './seed-comparison.ts';
import { everySeed, isCodec, meanCurve, onlyPlaces, type SeedTable, seedTable } from './seed-table.ts';
import { seriesHypervolume } from './series-hypervolume.ts';
import { type ChosenSlice, chooseSlice, sweptParameters } from './slice.ts';
import { termsHypervolume } from './terms-hypervolume.ts';

/** One series, as a whole and as far as it lies on the slice. */
interface ComparedSeries {
  table: SeedTable;
  curve: SeedTable;
  regret: MeasuredRegret;
}

/** What the series of one sweep are measured against. */
interface Context {
  input: ComparisonInput;
  names: readonly string[];
  better: Directions;
  parameters: { all: readonly string[]; varying: readonly string[] };
  slice: ChosenSlice;
  compared: readonly ComparedSeries[];
  anchor: ComparedSeries | undefined;
  box: HypervolumeBox | null;
  noBox: string;
  scale: CoverageScale;
  jobsById: ReadonlyMap<string, ComparedJob>;
  drawer: SeedDrawer;
  /** Of which a volume of all loss terms is computed. */
  mostPoints: number;
}

/** Volumes of all terms are exponential in the terms at worst: 64 points of seven take half a second. */
const MOST_POINTS = 64;
const MOST_POINTS_QUICK = 16;

/** Throws `invalid_input` for axes or a slice that the sweep does not have. */
export function checkComparison(input: Pick<ComparisonInput, 'spec' | 'task' | 'axes' | 'slice'>): void {
  chosenAxes(input, axisChoices(input.task));
  chooseSlice(input, sweptParameters(input).varying);
}

/**
 * Compares the series of a sweep: regrets, Bjontegaard differences, hypervolumes, monotonicity, coverage and cost, with
 * intervals over seeds, methods and warnings. Works on sweeps that have only begun or went wrong: what cannot be
 * computed is null with a reason. Deterministic: equal inputs give equal intervals. Without resamples it is quick, and
 * has every value but no interval. Throws `invalid_input` for axes or a slice that the sweep does not have.
 */
export function compareSweep(
  input: ComparisonInput,
  options: Partial<BootstrapOptions> = {},
): SweepComparison {
  const bootstrap = { ...DEFAULT_BOOTSTRAP, ...options };
  const drawer = seedDrawer(bootstrap);
  const choices = axisChoices(input.task);
  const axes = chosenAxes(input, choices);
  const parameters = sweptParameters(input);
  const slice = chooseSlice(input, parameters.varying);
  const sweep = measuredSweep(input, parameters.all);
  const tables = sweep.series.map((one) => seedTable(one, input.task, axes));
  const anchor = anchorOf(tables, sweep.fixed?.name);
  const compared = tables.map((table) => ({
    table,
    curve: onlyPlaces(table, ({ at }) => slice.holds(at)),
    regret: measuredRegret(table, anchor, drawer),
  }));
  const better = { x: axes.x.better, y: axes.y.better };
  const curves = compared.map(({ curve }) => meanCurve(curve, everySeed(curve)));
  const scale = coverageScale(curves.flat());
  const box = slice.reason === null ? hypervolumeBox(curves, better) : null;
  const context: Context = {
    input,
    names: choices.map(({ name }) => name),
    better,
    parameters,
    slice,
    compared,
    anchor: compared.find(({ table }) => table === anchor),
    box,
    noBox: slice.reason ?? 'nothing is measured',
    scale,
    jobsById: new Map(input.jobs.map((job) => [job.id, job])),
    drawer,
    mostPoints: bootstrap.resamples > 0 ? MOST_POINTS : MOST_POINTS_QUICK,
  };
  const series = compared.map((one) => compareSeries(one, context));
  return {
    sweepId: input.sweepId,
    axes,
    axisChoices: choices,
    varying: [...parameters.varying],
    slice: { value: slice.value, reason: slice.reason },
    anchor: anchor
      ? { value: anchor.name, reason: null }
      : { value: null, reason: 'no model of the sweep is measured yet' },
    singleModel: sweep.singleModel,
    bootstrap: bootstrap.resamples > 0 ? { method: 'percentile bootstrap over seeds', ...bootstrap } : null,
    hypervolumeBox: { value: box, reason: box ? null : context.noBox },
    series,
    ...pairsOf(context, series),
    methods: [...METHODS_IN_WORDS],
    warnings: sweepWarnings(input, tables, scale),
    complete: input.jobs.length > 0 && input.jobs.every(({ state }) => state === 'completed'),
  };
}

/** The first fixed group, or else the first series of models that is measured. A codec is never the measure of models. */
function anchorOf(tables: readonly SeedTable[], fixedName: string | undefined): SeedTable | undefined {
  const measured = tables.filter((table) => table.seeds.length > 0 && !isCodec(table));
  return measured.find(({ name, method }) => method === 'fixed' && name === fixedName) ?? measured[0];
}

function measuredRegret(table: SeedTable, anchor: SeedTable | undefined, drawer: SeedDrawer): MeasuredRegret {
  if (isCodec(table)) return noRegret('a codec has no lambda, and so no regret');
  if (anchor?.method !== 'fixed') return noRegret('no fixed-weight model is measured to compare with');
  if (table === anchor) return noRegret('these are the models that the others are compared with');
  return regretOf(compareSeeds(anchor, table, drawer));
}

/** What is said of pairs of series. */
function pairsOf(
  { compared, anchor, better, scale, drawer, slice, jobsById }: Context,
  series: readonly ComparisonSeries[],
): Pick<SweepComparison, 'bd' | 'breakEven'> {
  const measured = compared.filter(({ table }) => table.seeds.length > 0);
  const ordered = anchor ? [anchor, ...measured.filter((one) => one !== anchor)] : measured;
  const yoto = anchor?.table.method === 'fixed' ? series.filter(({ method }) => method === 'yoto') : [];
  return {
    bd: bdTable(
      ordered.map(({ curve }) => curve),
      { better, xScale: scale.xScale, drawer, noCurve: slice.reason },
    ),
    breakEven: yoto.map((one) => {
      const { table } = compared[series.indexOf(one)]!;
      return breakEvenOf(table, anchor!.table, one.regret, { drawer, jobsById });
    }),
  };
}

function compareSeries(one: ComparedSeries, context: Context): ComparisonSeries {
  const { input, names, box, noBox, jobsById, drawer, compared } = context;
  const { table, curve, regret } = one;
  // Before anything is measured a series is compared with itself, and every number says that there is none.
  const anchor = context.anchor ?? one;
  const tables = compared.map((other) => other.table);
  const onSlice = compareSeeds(anchor.curve, curve, drawer);
  const terms = termsHypervolume(table, anchor.table, tables, input.task.lossTerms, context.mostPoints);
  const hypervolume = seriesHypervolume(onSlice, box, context.better, terms, drawer, noBox);
  return {
    name: table.name,
    method: table.method,
    seeds: [...table.seeds],
    points: pointsOf(table, names, regret, drawer, context.parameters.all),
    regret: regret.series,
    hypervolume,
    ...shapeOf(one, context),
    cost: costOf(table, jobsById, hypervolume.curve.share, drawer),
    warnings: [...compareSeeds(anchor.table, table, drawer).warnings, ...divergedWarnings(table)],
  };
}

/** How a series moves along lambda, where it does. */
function shapeOf(
  { table, curve }: ComparedSeries,
  { input, parameters, slice, scale, better }: Context,
): Pick<ComparisonSeries, 'monotonicity' | 'coverage'> {
  const none = (reason: string) => ({ value: null, reason });
  const { lossTerms, lossParameters = [] } = input.task;
  if (table.method === 'single-model') {
    const still = none('one model stands for every lambda: it does not move');
    return { monotonicity: still, coverage: still };
  }
  const isTerm = (name: string) => lossTerms.some((term) => term.name === name);
  const parameterNames = lossParameters.map(({ name }) => name);
  const weights = parameters.varying.filter(isTerm);
  const along = isCodec(table) ? Object.keys(firstParameters(table)) : parameters.varying;
  return {
    monotonicity: isCodec(table)
      ? none('a codec has no lambda')
      : { value: monotonicityOf(table, lossTerms, weights, parameterNames), reason: null },
    coverage:
      slice.reason === null
        ? { value: coverageOf(meanCurve(curve, everySeed(curve)), scale, better, along), reason: null }
        : none(slice.reason),
  };
}

const firstParameters = ({ rows }: SeedTable) => (rows[0] ? parametersAt(rows[0].at) : {});

function divergedWarnings(table: SeedTable): string[] {
  const diverged = [...table.rows, ...table.lost].reduce((sum, row) => sum + row.diverged, 0);
  if (diverged === 0) return [];
  return [
    isCodec(table)
      ? `${diverged} points without a finite value on both axes are left out`
      : `${diverged} evaluations without a finite loss (diverged models) are left out`,
  ];
}
