import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurveFit } from './curve-fit.ts';
import { fitCurve } from './fit-curve.ts';

const XS = [0, 1, 2.5, 3, 6, 7];
const YS = [0, 0.5, 0.7, 3, 3.5, 3.4];
const AT = [0.3, 1.7, 2.9, 4.5, 6.6];

const expectAll = (actual: number[], expected: number[]) =>
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, 10);
  });

/** Simpson's rule, fine enough to see a wrong antiderivative. */
function simpson(fit: CurveFit, from: number, to: number): number {
  const steps = 2000;
  const width = (to - from) / steps;
  let sum = fit.at(from) + fit.at(to);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * fit.at(from + i * width);
  return (sum * width) / 3;
}

const steps = fc.array(fc.double({ min: 0.05, max: 5, noNaN: true }), { minLength: 3, maxLength: 12 });
const cumulated = (widths: number[]) =>
  widths.map((_, i) => widths.slice(0, i + 1).reduce((a, b) => a + b, 0));

describe('fitCurve', () => {
  it('agrees with scipy 1.17 (PchipInterpolator, Akima1DInterpolator) and numpy (polyfit of degree 3)', () => {
    const golden = {
      pchip: {
        values: [0.18926437956204378, 0.5800388149774726, 2.7392772204893827, 3.404940119760479, 3.4592],
        integral: 13.149974765166473,
      },
      akima: {
        values: [
          0.17870241379310345, 0.6013569802752944, 2.741740949400103, 3.4379882129657378, 3.460652482269504,
        ],
        integral: 13.21777750704136,
      },
      cubic: {
        values: [
          0.06643704702194773, 0.918665975120896, 1.9816830535034011, 3.2767485860431727, 3.5508132612990235,
        ],
        integral: 13.099398733351089,
      },
    };
    for (const method of ['pchip', 'akima', 'cubic'] as const) {
      const fit = fitCurve(method, XS, YS);
      expectAll(AT.map(fit.at), golden[method].values);
      expect(fit.integral(0.4, 6.3)).toBeCloseTo(golden[method].integral, 10);
    }
    expectAll([1.5, 3].map(fitCurve('akima', [1, 2, 4], [5, 3, 2]).at), [3.8125, 2.125]);
  });

  it('goes through the points', () => {
    for (const method of ['pchip', 'akima'] as const) {
      const fit = fitCurve(method, XS, YS);
      expectAll(XS.map(fit.at), YS);
    }
    const cubic = (x: number) => 2 - x + 0.5 * x ** 2 - 0.1 * x ** 3;
    const fit = fitCurve('cubic', [-1, 2, 5, 11], [-1, 2, 5, 11].map(cubic));
    expectAll(AT.map(fit.at), AT.map(cubic));
  });

  it('integrates what it evaluates', () => {
    for (const method of ['pchip', 'akima', 'cubic'] as const) {
      const fit = fitCurve(method, XS, YS);
      expect(fit.integral(0.4, 6.3)).toBeCloseTo(simpson(fit, 0.4, 6.3), 5);
      expect(fit.integral(2, 2)).toBeCloseTo(0, 12);
    }
    const held = fitCurve('pchip', [0, 1], [2, 4]);
    expect(held.integral(-1, 3)).toBeCloseTo(2 + 3 + 8, 12);
  });

  it('PCHIP keeps monotone points monotone', () => {
    fc.assert(
      fc.property(steps, steps, (widths, falls) => {
        const count = Math.min(widths.length, falls.length);
        const xs = cumulated(widths).slice(0, count);
        const ys = cumulated(falls)
          .slice(0, count)
          .map((fall) => -fall);
        const fit = fitCurve('pchip', xs, ys);
        let before = Number.POSITIVE_INFINITY;
        for (let i = 0; i <= 200; i++) {
          const value = fit.at(xs[0]! + ((xs.at(-1)! - xs[0]!) * i) / 200);
          expect(value).toBeLessThanOrEqual(before + 1e-9);
          before = value;
        }
      }),
    );
  });
});
