/**
 * The Bjontegaard differences of two trade-off curves: G. Bjontegaard, "Calculation of average PSNR differences
 * between RD-curves", ITU-T VCEG-M33 (2001), with one cubic; with PCHIP as the HEVC and VVC test conditions have it;
 * with Akima as C. Herglotz et al. propose ("Beyond Bjontegaard: limits of video compression performance
 * comparisons", ICIP 2022).
 */
import { type BdDifference, type BdMethod, measured } from '@yoto/core';
import type { CurveFit } from './curve-fit.ts';
import { FEWEST_POINTS, fitCurve } from './fit-curve.ts';
import { type Directions, type MaybePoint, type PlanePoint, tradeOffCurve } from './trade-off-curve.ts';

export interface BdOptions {
  method: BdMethod;
  /** Which values of each axis are better: decides what is dominated, not the sign of the result. */
  better: Directions;
  /** For `bdMetric` only. A rate difference in per cent is always taken on the logarithm of x. */
  xScale?: 'log' | 'linear';
}

/** A difference without its interval. `reason` says why there is no value. */
export type PlainBdDifference = Omit<BdDifference, 'difference'> & {
  value: number | null;
  reason: string | null;
};

/** Below this share of common range the average says little about the whole curves. */
const SUFFICIENT_OVERLAP = 0.75;

/**
 * How many per cent more x `test` has than `anchor` at equal y: exp(mean of ln x_test - ln x_reference over the
 * common range of y) - 1. Null with a reason where it is not defined.
 */
export function bdRate(
  anchor: readonly MaybePoint[],
  test: readonly MaybePoint[],
  options: BdOptions,
): PlainBdDifference {
  const swapped = (points: readonly PlanePoint[]) =>
    points.map(({ x, y }) => ({ at: y, value: Math.log(x) }));
  const difference = averageDifference(anchor, test, { ...options, xScale: 'log' }, swapped, 'y');
  const percent = difference.value === null ? null : measured(100 * Math.expm1(difference.value));
  if (difference.value === null || percent !== null) return { ...difference, value: percent };
  return { ...difference, value: null, reason: 'the difference of x is too large for a number' };
}

/** How much more y `test` has than `anchor` at equal x, on average over the common range of (log) x. */
export function bdMetric(
  anchor: readonly MaybePoint[],
  test: readonly MaybePoint[],
  options: BdOptions,
): PlainBdDifference {
  const scale = options.xScale === 'linear' ? (x: number) => x : Math.log;
  const alongX = (points: readonly PlanePoint[]) => points.map(({ x, y }) => ({ at: scale(x), value: y }));
  return averageDifference(anchor, test, options, alongX, 'x');
}

const NOT_INTERPOLABLE = 'the points lie too close together, or too far apart, to be interpolated';

interface Sample {
  at: number;
  value: number;
}

function averageDifference(
  anchor: readonly MaybePoint[],
  test: readonly MaybePoint[],
  { method, better, xScale = 'log' }: BdOptions,
  samplesOf: (points: readonly PlanePoint[]) => Sample[],
  heldEqual: 'x' | 'y',
): PlainBdDifference {
  const curves = [tradeOffCurve(anchor, better), tradeOffCurve(test, better)] as const;
  const shape = {
    method,
    xScale,
    points: { anchor: curves[0].points.length, test: curves[1].points.length },
    leftOut: { anchor: curves[0].leftOut, test: curves[1].leftOut },
  };
  const none = (reason: string) => ({ ...shape, value: null, reason, overlap: null, warnings: [] });
  if (xScale === 'log' && curves.some(({ points }) => points.some(({ x }) => x <= 0))) {
    return none('x has values of zero or less, which have no logarithm');
  }
  const fewest = FEWEST_POINTS[method];
  if (curves.some(({ points }) => points.length < fewest)) {
    return none(
      `${method} needs ${fewest} points that do not dominate each other on both curves (there are ${shape.points.anchor} and ${shape.points.test})`,
    );
  }
  const samples = curves.map(({ points }) => samplesOf(points).sort((a, b) => a.at - b.at));
  const overlap = commonRange(samples[0]!, samples[1]!);
  if (overlap === null) return none(`the curves have no common range of ${heldEqual}`);
  if (!Number.isFinite(overlap.high - overlap.low)) return none(NOT_INTERPOLABLE);
  const fits = samples.map((one) =>
    fitCurve(
      method,
      one.map(({ at }) => at),
      one.map(({ value }) => value),
    ),
  );
  const [before, after] = fits.map((fit) => fit.integral(overlap.low, overlap.high));
  const value = measured((after! - before!) / (overlap.high - overlap.low));
  if (value === null) return none(NOT_INTERPOLABLE);
  const shownOverlap =
    heldEqual === 'x' && xScale === 'log'
      ? { ...overlap, low: Math.exp(overlap.low), high: Math.exp(overlap.high) }
      : overlap;
  return { ...shape, value, reason: null, overlap: shownOverlap, warnings: cautions(fits, overlap, method) };
}

function commonRange(a: readonly Sample[], b: readonly Sample[]) {
  const low = Math.max(a[0]!.at, b[0]!.at);
  const high = Math.min(a.at(-1)!.at, b.at(-1)!.at);
  const both = Math.max(a.at(-1)!.at, b.at(-1)!.at) - Math.min(a[0]!.at, b[0]!.at);
  return low < high ? { low, high, share: (high - low) / both } : null;
}

function cautions(
  fits: readonly CurveFit[],
  overlap: { low: number; high: number; share: number },
  method: BdMethod,
) {
  const warnings: string[] = [];
  if (overlap.share < SUFFICIENT_OVERLAP) {
    warnings.push(
      `the curves share ${Math.round(100 * overlap.share)} % of their range, less than ${100 * SUFFICIENT_OVERLAP} %: the average is over that part only`,
    );
  }
  // PCHIP is monotone by construction.
  if (method !== 'pchip' && fits.some((fit) => !isMonotone(fit, overlap))) {
    warnings.push(`the ${method} fit is not monotone over the common range: prefer pchip`);
  }
  return warnings;
}

/** Fine enough to find a turn wide enough to matter for the average. */
const MONOTONE_SAMPLES = 64;

function isMonotone(fit: CurveFit, { low, high }: { low: number; high: number }): boolean {
  const values = Array.from({ length: MONOTONE_SAMPLES + 1 }, (_, i) =>
    fit.at(low + ((high - low) * i) / MONOTONE_SAMPLES),
  );
  const slack = 1e-9 * Math.abs(values.at(-1)! - values[0]!);
  const direction = Math.sign(values.at(-1)! - values[0]!);
  return values.slice(1).every((value, i) => direction * (value - values[i]!) >= -slack);
}
