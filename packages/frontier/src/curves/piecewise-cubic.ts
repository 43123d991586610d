/** A curve through given points with given slopes: cubic Hermite pieces, the common form of PCHIP and Akima. */
import type { CurveFit } from './curve-fit.ts';

/**
 * The piecewise cubic with values `ys` and slopes `slopes` at the strictly increasing `xs` (two or more; all three of
 * one length). Beyond the ends it is held constant.
 */
export function piecewiseCubic(
  xs: readonly number[],
  ys: readonly number[],
  slopes: readonly number[],
): CurveFit {
  const first = xs[0]!;
  const last = xs.at(-1)!;
  const pieces = xs
    .slice(1)
    .map((end, i) => hermitePiece(xs[i]!, end, ys[i]!, ys[i + 1]!, slopes[i]!, slopes[i + 1]!));

  const at = (x: number): number => {
    if (x <= first) return ys[0]!;
    if (x >= last) return ys.at(-1)!;
    const piece = pieces.find(({ end }) => x <= end)!;
    const [a, b, c, d] = piece.coefficients;
    const t = x - piece.start;
    return a + t * (b + t * (c + t * d));
  };
  const integral = (from: number, to: number): number => {
    let sum =
      ys[0]! * Math.max(0, Math.min(to, first) - from) + ys.at(-1)! * Math.max(0, to - Math.max(from, last));
    for (const { start, end, coefficients } of pieces) {
      const low = Math.max(from, start);
      const high = Math.min(to, end);
      if (low < high)
        sum += antiderivative(coefficients, high - start) - antiderivative(coefficients, low - start);
    }
    return sum;
  };
  return { at, integral };
}

type Coefficients = readonly [number, number, number, number];

function hermitePiece(start: number, end: number, y0: number, y1: number, slope0: number, slope1: number) {
  const width = end - start;
  const secant = (y1 - y0) / width;
  const coefficients: Coefficients = [
    y0,
    slope0,
    (3 * secant - 2 * slope0 - slope1) / width,
    (slope0 + slope1 - 2 * secant) / width ** 2,
  ];
  return { start, end, coefficients };
}

const antiderivative = ([a, b, c, d]: Coefficients, t: number) =>
  t * (a + t * (b / 2 + t * (c / 3 + (t * d) / 4)));
