/** Everything the dashboard, the command line and reports say about a sweep's frontiers, in one pure function. */
import { type SeriesAnalysis, type SweepAnalysis, variableTerms } from '@yoto/core';
import {
  type BootstrapOptions,
  DEFAULT_BOOTSTRAP,
  type SeedDrawer,
  seedDrawer,
} from '../bootstrap/seed-draws.ts';
import type { Directions } from '../curves/trade-off-curve.ts';
import type { FrontierInput, FrontierJob } from '../frontier-input.ts';
import { type HypervolumeBox, hypervolumeBox } from '../hypervolume/hypervolume-box.ts';
import { hasLambdas, measuredSweep } from '../measured-series.ts';
import type { Direction } from '../pareto-set.ts';
import { frontierAxis } from '../sweep-frontier.ts';
import { METHODS_IN_WORDS, sweepWarnings } from './analysis-notes.ts';
import { bandsOf } from './bands.ts';
import { bdTable } from './bd-table.ts';
import { breakEvenOf } from './break-even.ts';
import { costOf } from './cost.ts';
import { type CoverageScale, coverageOf, coverageScale } from './coverage.ts';
import { monotonicityOf } from './monotonicity.ts';
import { regretOf } from './regret.ts';
import { compareSeeds } from './seed-comparison.ts';
import { everySeed, meanCurve, type SeedTable, seedTable } from './seed-table.ts';
import { seriesHypervolume } from './series-hypervolume.ts';
import { termsHypervolume } from './terms-hypervolume.ts';

/** What the series of one sweep are measured against. */
interface AnalysisContext {
  input: FrontierInput;
  better: Directions;
  terms: readonly string[];
  tables: readonly SeedTable[];
  /** The first fixed group, or else the first series with a model, or else the first with a point. */
  reference: SeedTable | undefined;
  box: HypervolumeBox | null;
  scale: CoverageScale;
  jobsById: ReadonlyMap<string, FrontierJob>;
  drawer: SeedDrawer;
}

/**
 * Compares the series of a sweep: Bjontegaard differences, hypervolumes, regrets, monotonicity, coverage and cost,
 * with intervals over seeds, methods and warnings. Works on sweeps that have only begun or went wrong: what cannot be
 * computed is null with a reason. Deterministic: equal inputs give equal intervals.
 */
export function analyseSweep(input: FrontierInput, options: Partial<BootstrapOptions> = {}): SweepAnalysis {
  const bootstrap = { ...DEFAULT_BOOTSTRAP, ...options };
  const context = contextOf(input, seedDrawer(bootstrap));
  const { tables, reference, box, better, scale, drawer } = context;
  const series = tables.map((table) => analyseSeries(table, context));
  const measured = tables.filter(({ seeds }) => seeds.length > 0);
  const ordered = reference ? [reference, ...measured.filter((table) => table !== reference)] : [];
  const yoto = reference?.method === 'fixed' ? tables.filter(({ method }) => method === 'yoto') : [];
  return {
    sweepId: input.sweepId,
    axes: axesOf(input, better),
    terms: [...context.terms],
    reference: reference?.name ?? null,
    bootstrap: { method: 'percentile bootstrap over seeds', ...bootstrap },
    hypervolumeBox: box,
    series,
    bd: bdTable(ordered, { better, xScale: scale.xScale, drawer }),
    breakEven: yoto.map((table) =>
      breakEvenOf(table, reference!, series[tables.indexOf(table)]?.regret ?? null, drawer),
    ),
    methods: [...METHODS_IN_WORDS],
    warnings: sweepWarnings(input, tables, scale),
    complete: input.jobs.length > 0 && input.jobs.every(({ state }) => state === 'completed'),
  };
}

function contextOf(input: FrontierInput, drawer: SeedDrawer): AnalysisContext {
  const { task } = input;
  const better = { x: direction(task, task.frontierAxes.x), y: direction(task, task.frontierAxes.y) };
  const sweep = measuredSweep(input);
  const tables = sweep.series.map((one) => seedTable(one, task));
  const fixed = tables.find(({ name, method }) => method === 'fixed' && name === sweep.reference?.name);
  const measured = tables.filter(({ seeds }) => seeds.length > 0);
  const reference = fixed?.seeds.length ? fixed : (measured.find(hasLambdas) ?? measured[0]);
  const curves = tables.map((table) => meanCurve(table, everySeed(table)));
  return {
    input,
    better,
    terms: variableTerms(task),
    tables,
    reference,
    box: hypervolumeBox(curves, better),
    scale: coverageScale(curves.flat()),
    jobsById: new Map(input.jobs.map((job) => [job.id, job])),
    drawer,
  };
}

function analyseSeries(table: SeedTable, context: AnalysisContext): SeriesAnalysis {
  const { input, better, terms, tables, box, scale, jobsById, drawer } = context;
  const { lossTerms } = input.task;
  // Before anything is measured a series is compared with itself, and every number says that there is none.
  const reference = context.reference ?? table;
  const comparison = compareSeeds(reference, table, drawer);
  const hypervolume = seriesHypervolume(
    comparison,
    box,
    better,
    termsHypervolume(table, reference, tables, lossTerms),
    drawer,
  );
  const comparable = reference.method === 'fixed' && table !== reference && hasLambdas(table);
  const moves = table.method !== 'single-model';
  const varied = hasLambdas(table) ? terms : Object.keys(table.rows[0]?.lambda ?? {});
  return {
    name: table.name,
    method: table.method,
    seeds: [...table.seeds],
    bands: bandsOf(table, drawer),
    regret: comparable ? regretOf(comparison) : null,
    hypervolume,
    monotonicity: moves && hasLambdas(table) ? monotonicityOf(table, lossTerms, terms) : null,
    coverage: moves ? coverageOf(meanCurve(table, everySeed(table)), scale, better, varied) : null,
    cost: costOf(table, jobsById, hypervolume.curve.share, drawer),
    warnings: [
      ...comparison.warnings,
      ...(table.diverged > 0
        ? [
            hasLambdas(table)
              ? `${table.diverged} evaluations without a finite loss (diverged models) are left out`
              : `${table.diverged} points without a finite value on both axes are left out`,
          ]
        : []),
    ],
  };
}

function axesOf({ task }: FrontierInput, better: Directions): SweepAnalysis['axes'] {
  const { x, y } = task.frontierAxes;
  return {
    x: { ...frontierAxis(task, x), better: better.x },
    y: { ...frontierAxis(task, y), better: better.y },
  };
}

/** A loss is better when lower; a metric says itself. */
const direction = ({ lossTerms, metrics }: FrontierInput['task'], name: string): Direction =>
  lossTerms.some((term) => term.name === name)
    ? 'lower'
    : (metrics.find((metric) => metric.name === name)?.better ?? 'lower');
