/** The Bjontegaard differences as a square: every series against every other, by one interpolation. Pure. */
import type { BdComparison, BdDifference, BdMethod, SweepComparison } from '@yoto/core';
import { formatRounded, MISSING } from '../../../format/numbers.ts';

export type BdMeasure = 'rate' | 'metric';

export interface BdChoice {
  method: BdMethod;
  measure: BdMeasure;
}

export interface MatrixCell {
  test: string;
  anchor: string;
  chosen: BdDifference;
  /** The same difference by every interpolation. */
  byMethod: readonly BdDifference[];
  /** With its sign and without its unit: `−12.3`, or a dash. */
  text: string;
  tone: 'better' | 'worse' | 'even' | 'none';
  /** How strong the tone is, 0 to 1. */
  strength: number;
}

export interface BdMatrix {
  /** Of rows and columns: the series that can be compared with at least one other. */
  names: string[];
  /** One row per test series, one cell per anchor; null on the diagonal, and where a pair is not compared. */
  rows: { test: string; cells: (MatrixCell | null)[] }[];
  /** Why series are not in the matrix, one sentence per pair. */
  incomparable: string[];
}

export function bdMatrix(
  { bd, axes, series }: Pick<SweepComparison, 'bd' | 'axes' | 'series'>,
  { method, measure }: BdChoice,
): BdMatrix {
  const compared = new Set(bd.filter(hasValue).flatMap(({ test, anchor }) => [test, anchor]));
  const names = series.map(({ name }) => name).filter((name) => compared.has(name));
  const largest = Math.max(0, ...bd.map((one) => Math.abs(differenceBy(one[measure], method) ?? 0)));
  const better = measure === 'rate' ? axes.x.better : axes.y.better;
  const cellOf = ({ test, anchor, ...pair }: BdComparison): MatrixCell | null => {
    const byMethod = pair[measure];
    const chosen = byMethod.find((one) => one.method === method);
    if (!chosen) return null;
    const { value } = chosen.difference;
    return {
      test,
      anchor,
      chosen,
      byMethod,
      text: signedText(value),
      tone: toneOf(value, better),
      strength: strengthOf(value, measure, largest),
    };
  };
  const cells = new Map(bd.map((one) => [pairKey(one), cellOf(one)]));
  return {
    names,
    rows: names.map((test) => ({
      test,
      cells: names.map((anchor) => cells.get(pairKey({ test, anchor })) ?? null),
    })),
    incomparable: bd.filter((one) => !isInside(one, compared) && isFirst(one, bd)).map(whyNot),
  };
}

/** `−12.3`, `+4.5` or a dash. */
export const signedText = (value: number | null): string =>
  value === null ? MISSING : `${value > 0 ? '+' : ''}${formatRounded(value)}`;

const pairKey = ({ test, anchor }: { test: string; anchor: string }): string =>
  JSON.stringify([test, anchor]);

const hasValue = ({ rate, metric }: BdComparison): boolean =>
  [...rate, ...metric].some(({ difference }) => difference.value !== null);

const differenceBy = (differences: readonly BdDifference[], method: BdMethod): number | null =>
  differences.find((one) => one.method === method)?.difference.value ?? null;

const isInside = ({ test, anchor }: BdComparison, compared: ReadonlySet<string>): boolean =>
  compared.has(test) && compared.has(anchor);

/** Both ways round, a pair has the same reason. */
const isFirst = (one: BdComparison, bd: readonly BdComparison[]): boolean =>
  bd.findIndex(
    ({ test, anchor }) =>
      (test === one.test && anchor === one.anchor) || (test === one.anchor && anchor === one.test),
  ) === bd.indexOf(one);

const whyNot = ({ test, anchor, rate }: BdComparison): string =>
  `${test} against ${anchor}: ${rate[0]?.difference.reason ?? 'there is no value'}`;

/** Differences below it are rounding: no side is the better one. */
const EVEN = 1e-6;

function toneOf(value: number | null, better: 'lower' | 'higher'): MatrixCell['tone'] {
  if (value === null) return 'none';
  if (Math.abs(value) < EVEN) return 'even';
  return value < 0 === (better === 'lower') ? 'better' : 'worse';
}

/** A rate of twice or half the other's has the full colour. */
const FULL_RATE = Math.log(2);

/** Rates on a fixed scale, the same for a factor and its reciprocal; metrics against the largest. */
function strengthOf(value: number | null, measure: BdMeasure, largest: number): number {
  if (value === null || largest === 0) return 0;
  const share =
    measure === 'rate' ? Math.abs(Math.log1p(value / 100)) / FULL_RATE : Math.abs(value) / largest;
  return Math.min(1, share);
}
