import type { SweepComparison } from '@yoto/core';
import { expect, it } from 'vitest';
import { comparisonOf, estimate, point, series } from '../testing/comparisons.ts';
import { frontierTable } from './chart-table.ts';
import { LIGHT_THEME } from './chart-theme.ts';
import { canBeLogarithmic, frontierChart } from './frontier-chart.ts';

const choice = {
  theme: LIGHT_THEME,
  logX: false,
  logY: false,
  hidden: new Set<string>(),
  published: [],
};

it('draws one dataset per series, in colours that go with the name, not with what is shown', () => {
  const all = comparisonOf([
    series('fixed', 'fixed', [point(1), point(2)]),
    series('YOTO', 'yoto', [point(1)]),
    series('single model', 'single-model', [point(1)]),
  ]);
  const { data } = frontierChart(all, choice);
  expect(data.datasets.map(({ label, borderColor }) => [label, borderColor])).toEqual([
    ['fixed', LIGHT_THEME.palette[0]],
    ['YOTO', LIGHT_THEME.palette[1]],
    ['single model', LIGHT_THEME.baseline],
  ]);
  const hidden = frontierChart(all, { ...choice, hidden: new Set(['fixed']) });
  expect(hidden.data.datasets[0]).toMatchObject({ label: 'YOTO', borderColor: LIGHT_THEME.palette[1] });
});

it('leaves out what was not measured, and what a logarithm cannot show', () => {
  const all = comparisonOf([
    series('fixed', 'fixed', [
      point(1, { x: estimate(null) }),
      point(2, { y: estimate(null) }),
      point(4, { y: estimate(-3) }),
      point(8),
    ]),
  ]);
  const shown = (logY: boolean) => frontierChart(all, { ...choice, logY }).data.datasets[0]?.data;
  expect(shown(false)?.map(({ y }) => y)).toEqual([-3, 108]);
  expect(shown(true)?.map(({ y }) => y)).toEqual([108]);
  expect(canBeLogarithmic(all, 'y')).toBe(false);
  expect(canBeLogarithmic(all, 'x')).toBe(true);
});

it('draws the single model once, however many lambdas it stands for', () => {
  const same = { x: estimate(3), y: estimate(4) };
  const all = comparisonOf([series('single model', 'single-model', [point(1, same), point(2, same)])]);
  expect(frontierChart(all, choice).data.datasets[0]?.data).toHaveLength(1);
});

it('carries intervals, and says in the tooltip which lambda and how many seeds', () => {
  const seeds = {
    seeds: 3,
    x: estimate(5, { low: 4.5, high: 5.5 }),
    y: estimate(102, { low: 100, high: 104 }),
  };
  const all = comparisonOf([series('fixed', 'fixed', [point(2, seeds)])]);
  expect(frontierChart(all, choice).data.datasets[0]?.data[0]).toMatchObject({
    x: 5,
    y: 102,
    xRange: { low: 4.5, high: 5.5 },
    yRange: { low: 100, high: 104 },
    note: ['kl 2', 'KL divergence: 5 [4.5, 5.5] nats', 'Reconstruction: 102 [100, 104]', 'mean of 3 seeds'],
  });
});

it('makes room for whiskers on linear axes', () => {
  const all = comparisonOf([
    series('fixed', 'fixed', [point(2, { y: estimate(102, { low: 72, high: 132 }) }), point(1)]),
  ]);
  const yAxis = (logY: boolean) => frontierChart(all, { ...choice, logY }).options?.scales?.y;
  expect(yAxis(false)).toMatchObject({ suggestedMin: 72, suggestedMax: 132 });
  expect(yAxis(true)).not.toHaveProperty('suggestedMin');
});

it('joins points only along a single weight, or on a slice', () => {
  const points = [point(1), point(2)];
  const lines = (varying: string[], slice: SweepComparison['slice']) => {
    const all = comparisonOf([series('fixed', 'fixed', points)], { varying, slice });
    return frontierChart(all, choice).data.datasets[0]?.showLine;
  };
  const none = { value: null, reason: '2 parameters vary' };
  const slice = { value: { along: 'kl', base: {}, lambdas: 2 }, reason: null };
  expect([lines(['kl'], slice), lines(['kl', 'tv'], none), lines(['kl', 'tv'], slice)]).toEqual([
    true,
    false,
    true,
  ]);
});

it('names its axes with units and scales them as chosen', () => {
  const { options } = frontierChart(comparisonOf([]), { ...choice, logX: true });
  expect(options?.scales).toMatchObject({
    x: { type: 'logarithmic', title: { text: 'KL divergence (nats)' } },
    y: { type: 'linear', title: { text: 'Reconstruction' } },
  });
});

it('has the same numbers as a table', () => {
  const all = comparisonOf([
    series('fixed', 'fixed', [
      point(2, { regret: estimate(null), y: estimate(102, { low: 101, high: 103 }), seeds: 2 }),
    ]),
  ]);
  const { columns, rows } = frontierTable(all);
  expect(rows).toEqual([['fixed', 'kl 2', '5', '102 [101, 103]', '112', '–']]);
  expect(rows[0]).toHaveLength(columns.length);
});

it('says diverged where no seed is left, and breaks its line there, also on logarithmic axes', () => {
  const none = { x: estimate(null), y: estimate(null), regret: estimate(null), seeds: 0 };
  const lost = { ...point(2, none), diverged: 2, fullLoss: estimate(null) };
  const all = comparisonOf([series('fixed', 'fixed', [point(1), lost, point(4)])]);
  for (const log of [false, true]) {
    const chart = frontierChart(all, { ...choice, logX: log, logY: log });
    expect(chart.data.datasets[0]?.data.map(({ y }) => y)).toEqual([101, Number.NaN, 104]);
    if (!log) expect(chart.options?.scales?.y).toMatchObject({ suggestedMin: 101, suggestedMax: 104 });
  }
  expect(frontierTable(all).rows[1]).toEqual(['fixed', 'kl 2', 'diverged', 'diverged', 'diverged', '–']);
});

it('draws published curves behind the sweep’s own, and lists their numbers', () => {
  const all = comparisonOf([series('fixed', 'fixed', [point(1)])]);
  const published = [{ name: 'Kodak: JPEG', points: [{ x: 0.5, y: 30 }] }];
  const [own, other] = frontierChart(all, { ...choice, published }).data.datasets;
  expect(other).toMatchObject({ label: 'Kodak: JPEG', borderColor: LIGHT_THEME.baseline });
  expect(other?.order).toBeGreaterThan(own?.order ?? Number.POSITIVE_INFINITY);
  expect(other?.data[0]?.note).toEqual(['published', 'KL divergence: 0.5 nats', 'Reconstruction: 30']);
  const hidden = new Set(['Kodak: JPEG']);
  expect(frontierChart(all, { ...choice, published, hidden }).data.datasets).toHaveLength(1);
  const { rows } = frontierTable(all, published);
  expect(rows.at(-1)).toEqual(['Kodak: JPEG', '–', '0.5', '30', '–', '–']);
});
