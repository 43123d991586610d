import type { ComparisonPoint, Lambda } from '@yoto/core';
import { expect, it } from 'vitest';
import { comparisonOf, estimate, point, series } from '../testing/comparisons.ts';
import { configurationTable } from './chart-table.ts';
import { LIGHT_THEME } from './chart-theme.ts';
import { configurationBars, lossConfigurations } from './configuration-bars.ts';
import type { LossMeasure } from './loss-values.ts';

const at = (
  lambda: Lambda,
  value: number | null,
  interval?: { low: number; high: number },
): ComparisonPoint => {
  const made = point(1, { regret: estimate(value, interval) });
  return { ...made, at: { lambda }, regret: { ...made.regret, relative: estimate(value && value / 8) } };
};
const of = (points: ComparisonPoint[], more: ComparisonPoint[] = []) =>
  comparisonOf(
    [
      series('grid', 'fixed', []),
      series('YOTO', 'yoto', points),
      ...(more.length > 0 ? [series('wide', 'yoto', more)] : []),
    ],
    { varying: ['kl', 'tv'], slice: { value: null, reason: '2 parameters vary' } },
  );
const base = { kl: 1, tv: 0.5 };
const choice = { theme: LIGHT_THEME, hidden: new Set<string>(), measure: 'absolute' as LossMeasure };
const all = of(
  [at({ kl: 4, tv: 2 }, 3, { low: 2, high: 4 }), at({ kl: 1, tv: 0.5 }, -1), at({ kl: 1, tv: 2 }, null)],
  [at({ kl: 1, tv: 2 }, 5), at({ kl: 4, tv: 2 }, 6)],
);
const bars = (over: Partial<typeof choice> = {}) => {
  const whole = { ...choice, ...over };
  return configurationBars(all, lossConfigurations(all, whole.measure, base), whole).chart;
};

it('draws one group per lambda that some series has a regret at, named by what differs from the base', () => {
  expect(bars().options?.scales?.y).toMatchObject({ labels: [['as the base'], ['tv 2'], ['kl 4, tv 2']] });
  expect(bars().data.datasets.map(({ label, data }) => [label, data.map(({ x, y }) => [y, x])])).toEqual([
    [
      'YOTO',
      [
        [2, 3],
        [0, -1],
      ],
    ],
    [
      'wide',
      [
        [1, 5],
        [2, 6],
      ],
    ],
  ]);
});

it('has a whisker where there is an interval, and makes room for it', () => {
  expect(bars().data.datasets[0]?.data[0]).toMatchObject({ xRange: { low: 2, high: 4 } });
  expect(bars({ hidden: new Set(['wide']) }).options?.scales?.x).toMatchObject({ suggestedMax: 4 });
});

it('can be in per cent of the fixed models’ loss', () => {
  const relative = bars({ measure: 'relative' });
  expect(relative.data.datasets[1]?.data.map(({ x }) => x)).toEqual([62.5, 75]);
  expect(relative.options?.scales?.x).toMatchObject({ title: { text: expect.stringContaining('%') } });
});

it('leaves out hidden series, whose lambdas keep their places', () => {
  const { data, options } = bars({ hidden: new Set(['YOTO']) });
  expect(data.datasets.map(({ label }) => label)).toEqual(['wide']);
  expect(options?.scales?.y).toMatchObject({ labels: { length: 3 } });
});

it('breaks long labels, and grows with them', () => {
  const long = { lambda: { kl: 0.000123, tv: 0.0004567 }, differences: ['kl 0.000123', 'tv 0.0004567'] };
  const { chart, height } = configurationBars(all, { base, list: [long] }, choice);
  expect(chart.options?.scales?.y).toMatchObject({ labels: [long.differences] });
  const many = Array.from({ length: 40 }, () => long);
  expect(configurationBars(all, { base, list: many }, choice).height).toBeGreaterThan(height);
});

it('shows the full loss of every series, fixed models too, on a logarithmic axis, and as a table', () => {
  const full = of([at({ kl: 1, tv: 0.5 }, 1), at({ kl: 10, tv: 0.5 }, 2)], [at({ kl: 1, tv: 0.5 }, 3)]);
  const configurations = lossConfigurations(full, 'full', base);
  const { chart } = configurationBars(full, configurations, { ...choice, measure: 'full' });
  expect(chart.options?.scales).toMatchObject({
    x: { type: 'logarithmic' },
    y: { labels: [['as the base'], ['kl ×10']] },
  });
  expect(configurationTable(full, configurations, 'full')).toEqual({
    columns: ['Full loss', 'YOTO', 'wide'],
    rows: [
      ['as the base', '111', '111'],
      ['kl ×10', '111', '–'],
    ],
  });
});
