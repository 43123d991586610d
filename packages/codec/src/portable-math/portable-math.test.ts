import { randomStream } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../crc32.ts';
import {
  normalCdf,
  portableExp,
  portableLog,
  portableSigmoid,
  portableSoftplus,
  portableTanh,
} from './portable-math.ts';

const draws = randomStream(1, 'portable-math');
const between = (low: number, high: number) =>
  Array.from({ length: 2000 }, () => low + (high - low) * draws.uniform());
const relativeError = (actual: number, expected: number) => Math.abs(actual / expected - 1);

/** The bits of many results as one number: it must never change, on any machine. */
function bitsOf(values: number[]): string {
  const view = new DataView(new ArrayBuffer(values.length * 8));
  values.forEach((value, i) => {
    view.setFloat64(i * 8, value, true);
  });
  return crc32(new Uint8Array(view.buffer)).toString(16);
}
const points = Array.from({ length: 4001 }, (_, i) => (i - 2000) / 64);

describe('portable mathematics', () => {
  it('agrees with the engine to a few units in the last place', () => {
    for (const x of between(-700, 700))
      expect(relativeError(portableExp(x), Math.exp(x))).toBeLessThan(1e-15);
    for (const x of between(-700, 700).map(Math.exp)) {
      expect(Math.abs(portableLog(x) - Math.log(x))).toBeLessThanOrEqual(
        1e-15 * Math.max(1, Math.abs(Math.log(x))),
      );
    }
    for (const x of between(-40, 40)) {
      expect(relativeError(portableSigmoid(x), 1 / (1 + Math.exp(-x)))).toBeLessThan(2e-15);
      expect(Math.abs(portableTanh(x) - Math.tanh(x))).toBeLessThan(1e-15);
      expect(
        Math.abs(portableSoftplus(x) - (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))))),
      ).toBeLessThan(1e-14);
    }
  });

  it('knows the ends of the range', () => {
    expect([-Infinity, -800, 0, 800, Infinity].map(portableExp)).toEqual([0, 0, 1, Infinity, Infinity]);
    for (const x of [709.5, 709.78, -708])
      expect(relativeError(portableExp(x), Math.exp(x))).toBeLessThan(1e-15);
    for (const x of [-744, -745.1])
      expect(Math.abs(portableExp(x) - Math.exp(x))).toBeLessThanOrEqual(5e-324);
    expect(portableExp(Number.NaN)).toBeNaN();
    expect([0, 1, 2 ** 40, 5e-324].map(portableLog)).toEqual([
      -Infinity,
      0,
      Math.log(2 ** 40),
      Math.log(5e-324),
    ]);
    expect([-1, Number.NaN, Infinity].map(portableLog)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([-1e9, 0, 1e9].map(portableSigmoid)).toEqual([0, 0.5, 1]);
    expect([-1e9, 0, 1e9].map(portableTanh)).toEqual([-1, 0, 1]);
    expect([-1e9, 1e9].map(portableSoftplus)).toEqual([0, 1e9]);
  });

  it('gives the tabulated values of the normal distribution', () => {
    const tabulated: [number, number][] = [
      [0, 0.5],
      [0.5, 0.6914624612740131],
      [1, 0.8413447460685429],
      [1.959963984540054, 0.975],
      [3, 0.9986501019683699],
      [-4, 3.1671241833119924e-5],
      [-6, 9.865876450376981e-10],
    ];
    for (const [x, probability] of tabulated)
      expect(Math.abs(normalCdf(x) - probability)).toBeLessThan(2e-16);
    for (const x of between(0, 12)) expect(Math.abs(normalCdf(x) + normalCdf(-x) - 1)).toBeLessThan(1e-15);
    expect([normalCdf(-100), normalCdf(100)]).toEqual([0, 1]);
  });

  it('has the same bits everywhere', () => {
    expect({
      exp: bitsOf(points.map(portableExp)),
      log: bitsOf(points.map((x) => portableLog(x + 40))),
      sigmoid: bitsOf(points.map(portableSigmoid)),
      tanh: bitsOf(points.map(portableTanh)),
      softplus: bitsOf(points.map(portableSoftplus)),
      normal: bitsOf(points.map(normalCdf)),
    }).toMatchInlineSnapshot(`
      {
        "exp": "15827cd2",
        "log": "9d48dd7e",
        "normal": "36a78792",
        "sigmoid": "ca4f0a1d",
        "softplus": "842baa24",
        "tanh": "477d202f",
      }
    `);
  });
});
