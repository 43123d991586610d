import type { SweepComparison } from '@yoto/core';
import type { Scale } from 'chart.js';
import { expect, it } from 'vitest';
import { comparisonOf, estimate, point, series } from '../testing/comparisons.ts';
import type { LineDataset } from './chart-point.ts';
import { LIGHT_THEME } from './chart-theme.ts';
import { lossChart } from './loss-chart.ts';
import { seriesWith } from './loss-values.ts';

const choice = { theme: LIGHT_THEME, along: 'kl', hidden: new Set<string>(), measure: 'absolute' as const };

it('draws regrets against lambda, and leaves out lambdas without a fixed model', () => {
  const all = comparisonOf([
    series('YOTO', 'yoto', [
      point(1, { regret: estimate(3, { low: 2.5, high: 3.5 }) }),
      point(2, { regret: estimate(null) }),
      point(4, { regret: estimate(-1) }),
    ]),
  ]);
  const [yoto] = lossChart(all, choice).data.datasets;
  expect(yoto?.data.map(({ x, y, yRange }) => [x, y, yRange?.low, yRange?.high])).toEqual([
    [1, 3, 2.5, 3.5],
    [4, -1, undefined, undefined],
  ]);
  expect(yoto?.data[0]?.note).toEqual(['kl 1', 'regret: +3 [+2.5, +3.5]', 'full loss: 111']);
});

it('labels the lambda axis with the lambdas that were measured', () => {
  const all = comparisonOf([series('fixed', 'fixed', [point(8), point(0.5)])]);
  const x = lossChart(all, choice).options?.scales?.x as { afterBuildTicks: (scale: Scale) => void };
  const scale = { min: 0.1, max: 100, ticks: [] } as unknown as Scale;
  x.afterBuildTicks(scale);
  expect(scale.ticks.map(({ value }) => value)).toEqual([0.5, 8]);
});

it('knows what has a regret: not the anchor', () => {
  const all = comparisonOf([
    series('grid', 'fixed', [point(1)]),
    series('YOTO', 'yoto', [point(1)]),
    series('late', 'yoto', [point(1, { regret: estimate(null) })]),
  ]);
  expect(seriesWith(all, 'absolute').map(({ name }) => name)).toEqual(['YOTO']);
  expect(seriesWith(all, 'full').map(({ name }) => name)).toEqual(['grid', 'YOTO', 'late']);
});

it('draws the full loss of all series, the fixed models among them, on a logarithmic axis', () => {
  const all = comparisonOf([
    series('grid', 'fixed', [point(1)]),
    series('YOTO', 'yoto', [point(1), point(4)]),
  ]);
  const { data, options } = lossChart(all, { ...choice, measure: 'full' });
  expect(data.datasets.map((one) => [one.label, one.data.map(({ y }) => y)])).toEqual([
    ['grid', [111]],
    ['YOTO', [111, 114]],
  ]);
  expect(options?.scales?.y).toMatchObject({ type: 'logarithmic', title: { text: 'Full loss' } });
  expect(lossChart(all, choice).options?.scales?.y).toMatchObject({ type: 'linear' });
});

it('draws bands where one weight orders the points, whiskers where several do not', () => {
  const points = [point(1, { regret: estimate(3, { low: 2.5, high: 3.5 }) })];
  const ranges = (varying: string[], slice: SweepComparison['slice']) =>
    lossChart(comparisonOf([series('YOTO', 'yoto', points)], { varying, slice }), choice).data.datasets.map(
      (one) => (one as LineDataset).ranges,
    );
  const none = { value: null, reason: '2 parameters vary' };
  const slice = { value: { along: 'kl', base: {}, lambdas: 1 }, reason: null };
  expect([ranges(['kl'], slice), ranges(['kl', 'tv'], none)]).toEqual([['band'], ['whiskers']]);
});
