import type { BdMethod } from '@yoto/core';
import { cubicPolynomial } from './cubic-polynomial.ts';
import type { CurveFit } from './curve-fit.ts';
import { piecewiseCubic } from './piecewise-cubic.ts';
import { akimaSlopes, pchipSlopes } from './slopes.ts';

/** The fewest points that determine each curve: a line; a parabola for Akima's ends; a cubic. */
export const FEWEST_POINTS: Readonly<Record<BdMethod, number>> = { pchip: 2, akima: 3, cubic: 4 };

/** `ys` as a function of the strictly increasing `xs`; needs `FEWEST_POINTS[method]` points. */
export function fitCurve(method: BdMethod, xs: readonly number[], ys: readonly number[]): CurveFit {
  switch (method) {
    case 'pchip':
      return piecewiseCubic(xs, ys, pchipSlopes(xs, ys));
    case 'akima':
      return piecewiseCubic(xs, ys, akimaSlopes(xs, ys));
    case 'cubic':
      return cubicPolynomial(xs, ys);
  }
}
