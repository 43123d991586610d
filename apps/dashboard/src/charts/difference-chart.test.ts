import type { Scale } from 'chart.js';
import { expect, it } from 'vitest';
import { frontier, point, series } from '../testing/frontiers.ts';
import type { LineDataset } from './chart-point.ts';
import { LIGHT_THEME } from './chart-theme.ts';
import { comparedSeries, differenceChart } from './difference-chart.ts';
import { seedSpread } from './seed-spread.ts';

const choice = { theme: LIGHT_THEME, term: 'kl', hidden: new Set<string>(), spreadOf: seedSpread(undefined) };

it('draws differences against lambda, and leaves out lambdas without a fixed model', () => {
  const all = frontier([
    series('YOTO', 'yoto', [
      point(1, { differenceToFixed: 3, fullLossDeviation: 0.5 }),
      point(2, { differenceToFixed: null }),
      point(4, { differenceToFixed: -1 }),
    ]),
  ]);
  const [yoto] = differenceChart(all, choice).data.datasets;
  expect(yoto?.data.map(({ x, y, yRange }) => [x, y, yRange?.low, yRange?.high])).toEqual([
    [1, 3, 2.5, 3.5],
    [4, -1, undefined, undefined],
  ]);
  expect(yoto?.data[0]?.note).toEqual(['kl 1', 'difference: +3 ± 0.5', 'full loss: 111 ± 0.5']);
});

it('labels the lambda axis with the lambdas that were measured', () => {
  const all = frontier([series('fixed', 'fixed', [point(8), point(0.5)])]);
  const x = differenceChart(all, choice).options?.scales?.x as { afterBuildTicks: (scale: Scale) => void };
  const scale = { min: 0.1, max: 100, ticks: [] } as unknown as Scale;
  x.afterBuildTicks(scale);
  expect(scale.ticks.map(({ value }) => value)).toEqual([0.5, 8]);
});

it('knows what there is to compare: not the reference with itself', () => {
  const all = frontier([
    series('grid', 'fixed', [point(1)]),
    series('wider grid', 'fixed', [point(1)]),
    series('YOTO', 'yoto', [point(1, { differenceToFixed: null })]),
  ]);
  expect(comparedSeries(all).map(({ name }) => name)).toEqual(['wider grid']);
});

it('draws bands where one weight orders the points, whiskers where several do not', () => {
  const points = [point(1, { differenceToFixed: 3, fullLossDeviation: 0.5 })];
  const ranges = (terms: string[]) =>
    differenceChart(frontier([series('YOTO', 'yoto', points)], terms), choice).data.datasets.map(
      (one) => (one as LineDataset).ranges,
    );
  expect([ranges(['kl']), ranges(['kl', 'tv'])]).toEqual([['band'], ['whiskers']]);
});
