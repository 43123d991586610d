import { describe, expect, it } from 'vitest';
import { axisScale, tickLabel } from './axis-scale.ts';

const labels = (values: number[], kind?: 'linear' | 'log') =>
  axisScale(values, kind).ticks.flatMap(({ label }) => label ?? []);

describe('axisScale', () => {
  it('is logarithmic where positive values are far apart', () => {
    expect(axisScale([1, 100]).kind).toBe('log');
    expect(axisScale([1, 2]).kind).toBe('linear');
    expect(axisScale([0, 100]).kind).toBe('linear');
    expect(axisScale([-1, 100], 'log').kind).toBe('linear');
    expect(axisScale([1, 2], 'log').kind).toBe('log');
  });

  it('marks round numbers, a few of them', () => {
    expect(labels([0, 1])).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1']);
    expect(labels([-3, 100])).toEqual(['0', '20', '40', '60', '80', '100']);
    expect(labels([0.5, 2048])).toEqual(['1', '10', '100', '1,000']);
    expect(labels([1, 30])).toEqual(['1', '2', '5', '10', '20']);
    expect(labels([1e-9, 1e9]).length).toBeLessThanOrEqual(11);
    expect(labels([3.1, 3.9], 'log').length).toBeGreaterThanOrEqual(0);
  });

  it.each([[[5]], [[0]], [[-2, -2]], [[]], [[1e-300, 1e-299]], [[-1e12, 1e12]], [[1, 1.0001]]])(
    'places %j on the axis',
    (values) => {
      const scale = axisScale(values);
      expect(scale.ticks.length).toBeLessThan(100);
      for (const value of values) {
        expect(scale.place(value)).toBeGreaterThanOrEqual(0);
        expect(scale.place(value)).toBeLessThanOrEqual(1);
      }
      for (const { value } of scale.ticks) expect(scale.place(value)).toBeCloseTo(scale.place(value), 12);
    },
  );

  it('writes large and small numbers as powers', () => {
    expect([0, 0.05, 1500, 1e6, 2.5e-7, -3e9].map(tickLabel)).toEqual([
      '0',
      '0.05',
      '1,500',
      '10⁶',
      '2.5·10⁻⁷',
      '-3·10⁹',
    ]);
  });
});
