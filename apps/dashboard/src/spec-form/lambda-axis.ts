/** Where the groups of a draft train along one weight, on a log axis: pure geometry, in shares of the axis from 0 to 1. */
import {
  isLambdaSet,
  type LambdaDistribution,
  LambdaGrid,
  type LambdaVariable,
  lambdaGridValues,
  lambdaRange,
} from '@yoto/core';
import { formatNumber } from '../format/numbers.ts';
import type { DistributionsDraft, GroupDraft, LambdaGridDraft, WeightGridsDraft } from './spec-draft.ts';
import { gridValues } from './weight-grid.ts';

export interface AxisRow {
  group: string;
  kind: 'fixed' | 'yoto';
  /** Where models are trained at one value each. */
  marks: number[];
  /** It trains with the weight at 0 as well, for which a log axis has no place. */
  hasZero: boolean;
  /** The density of what is drawn, per step of the log axis; heights from 0 to 1. Empty for fixed values. */
  density: { x: number; y: number }[];
  /** The same in words. */
  text: string;
}

export interface LambdaAxis {
  ticks: { x: number; label: string }[];
  rows: AxisRow[];
}

/** Beyond the outermost values, as a share of the axis. */
const MARGIN = 0.04;
const DENSITY_POINTS = 48;
/** A uniform distribution from 0 is drawn over so many decades. */
const DECADES_TO_ZERO = 3;
const MOST_TICKS = 8;

type Drawn = Exclude<LambdaDistribution, { kind: 'fixed' }>;

interface Row {
  group: string;
  kind: 'fixed' | 'yoto';
  values: number[];
  distribution?: Drawn;
}

/** `suggested` holds where a YOTO group does not say. Undefined where nothing can be drawn, as while it is typed. */
export function lambdaAxis(
  groups: readonly GroupDraft[],
  name: string,
  variables: readonly LambdaVariable[],
  suggested: DistributionsDraft,
): LambdaAxis | undefined {
  const rows = groups.flatMap((group): Row[] => {
    if (group.kind === 'codec') return [];
    if (group.kind === 'fixed')
      return [{ group: group.name, kind: 'fixed', values: fixedValues(group.lambdas, name, variables) }];
    const distribution = group.distribution?.[name] ?? suggested[name];
    if (!distribution || !isComplete(distribution)) return [{ group: group.name, kind: 'yoto', values: [] }];
    if (distribution.kind === 'fixed')
      return [{ group: group.name, kind: 'yoto', values: [distribution.value] }];
    return [{ group: group.name, kind: 'yoto', values: [], distribution }];
  });
  const shown = rows.flatMap(({ values, distribution }) => [
    ...values,
    ...(distribution ? endsOf(distribution) : []),
  ]);
  const positive = shown.filter((value) => value > 0);
  if (positive.length === 0) return undefined;
  const scale = scaleOver(Math.min(...positive), Math.max(...positive));
  return { ticks: ticksOf(scale), rows: rows.map((row) => drawnRow(row, scale)) };
}

function drawnRow({ group, kind, values, distribution }: Row, scale: Scale): AxisRow {
  return {
    group,
    kind,
    marks: values.filter((value) => value > 0).map(scale.shareOf),
    hasZero: values.includes(0),
    density: distribution ? densityOf(distribution, scale) : [],
    text: distribution
      ? `${distribution.kind} from ${formatNumber(distribution.min)} to ${formatNumber(distribution.max)}`
      : values.map(formatNumber).join(', ') || 'not complete yet',
  };
}

function fixedValues(lambdas: LambdaGridDraft, name: string, variables: readonly LambdaVariable[]): number[] {
  const values =
    Array.isArray(lambdas) || isLambdaSet(lambdas)
      ? lambdaValues(lambdas, variables).flatMap((lambda) => lambda[name] ?? [])
      : gridValues((lambdas as WeightGridsDraft)[name] ?? []);
  return [...new Set(values.filter((value) => Number.isFinite(value) && value >= 0))];
}

function lambdaValues(lambdas: LambdaGridDraft, variables: readonly LambdaVariable[]) {
  const grid = LambdaGrid.safeParse(lambdas);
  return grid.success ? lambdaGridValues(grid.data, variables) : [];
}

function isComplete(distribution: LambdaDistribution): boolean {
  const numbers = Object.values(distribution).filter((value) => typeof value === 'number');
  const { min, max } = lambdaRange(distribution);
  return numbers.every((value) => Number.isFinite(value) && value >= 0) && min <= max;
}

function endsOf(distribution: Drawn): number[] {
  const { min, max } = lambdaRange(distribution);
  return [min > 0 ? min : max / 10 ** DECADES_TO_ZERO, max];
}

/** On a log axis, equal widths are equal ratios: a uniform distribution rises with the value there. */
function densityOf(distribution: Drawn, scale: Scale): { x: number; y: number }[] {
  const [min = 1, max = 1] = endsOf(distribution);
  if (max <= min) return [];
  const ratio = Math.log(max / min);
  const points = Array.from({ length: DENSITY_POINTS + 1 }, (_, i) => {
    const value = min * Math.exp((ratio * i) / DENSITY_POINTS);
    return { x: scale.shareOf(value), y: relativeDensity(distribution, value) };
  });
  const highest = Math.max(...points.map(({ y }) => y));
  return points.map(({ x, y }) => ({ x, y: y / highest }));
}

function relativeDensity(distribution: Drawn, value: number): number {
  switch (distribution.kind) {
    case 'log-uniform':
      return 1;
    case 'uniform':
      return value / distribution.max;
    case 'log-normal':
      return Math.exp(-0.5 * (Math.log(value / distribution.median) / distribution.sigma) ** 2);
  }
}

interface Scale {
  low: number;
  high: number;
  shareOf: (value: number) => number;
}

function scaleOver(least: number, greatest: number): Scale {
  const isOneValue = least === greatest;
  const [low, high] = isOneValue
    ? [Math.log10(least) - 0.5, Math.log10(greatest) + 0.5]
    : [Math.log10(least), Math.log10(greatest)];
  const share = (value: number) => (Math.log10(value) - low) / (high - low);
  return { low, high, shareOf: (value) => MARGIN + (1 - 2 * MARGIN) * share(value) };
}

/** Powers of ten where there are two of them or more, else 1, 2 and 5 times them; at most eight. */
function ticksOf({ low, high, shareOf }: Scale): LambdaAxis['ticks'] {
  const slack = 1e-9;
  const powers = range(Math.floor(low), Math.ceil(high)).map((power) => 10 ** power);
  const within = (values: number[]) =>
    values.filter((value) => Math.log10(value) >= low - slack && Math.log10(value) <= high + slack);
  const tens = within(powers);
  const finer = tens.length >= 2 ? tens : within(powers.flatMap((ten) => [ten, 2 * ten, 5 * ten]));
  const values = finer.length >= 2 ? finer : [10 ** low, 10 ** high];
  const every = Math.ceil(values.length / MOST_TICKS);
  return values
    .filter((_, i) => i % every === 0)
    .map((value) => ({ x: shareOf(value), label: formatNumber(Number(value.toPrecision(3))) }));
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
