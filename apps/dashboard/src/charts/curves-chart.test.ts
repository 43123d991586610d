import { describe, expect, it } from 'vitest';
import { curvesTable } from './chart-table.ts';
import { faded, LIGHT_THEME } from './chart-theme.ts';
import { type Curve, curvesChart, jobLabel, mainMetric, smoothed } from './curves-chart.ts';

const curve = (group: string, kl: number | null, values: (number | null)[], seed = 0): Curve => ({
  job: { id: `${group} ${kl} ${seed}`, group, lambda: kl === null ? null : { kl }, seed },
  points: values.map((value, i) => ({ step: 10 * (i + 1), value })),
});
const choice = {
  theme: LIGHT_THEME,
  metric: 'loss',
  colours: new Map([['fixed', '#0072b2']]),
  logY: false,
  smoothing: 0,
  hidden: new Set<string>(),
};

it('draws one line per job, in shades of its group from pale to full; seeds share a shade', () => {
  const curves = [curve('fixed', 1, [3]), curve('fixed', 2, [2], 0), curve('fixed', 2, [2], 1)];
  const colours = curvesChart(curves, choice).data.datasets.map(({ borderColor }) => borderColor);
  expect(colours).toEqual([faded('#0072b2', LIGHT_THEME.surface, 0.4), '#0072b2', '#0072b2']);
});

it('skips values that are not numbers, and on a logarithmic axis those that are not positive', () => {
  const curves = [curve('YOTO', null, [4, null, -1, 2])];
  const shown = (logY: boolean) => curvesChart(curves, { ...choice, logY }).data.datasets[0]?.data;
  expect(shown(false)?.map(({ x, y }) => [x, y])).toEqual([
    [10, 4],
    [30, -1],
    [40, 2],
  ]);
  expect(shown(true)?.map(({ y }) => y)).toEqual([4, 2]);
});

it('leaves out hidden groups', () => {
  const curves = [curve('fixed', 1, [3]), curve('YOTO', null, [3])];
  const { datasets } = curvesChart(curves, { ...choice, hidden: new Set(['fixed']) }).data;
  expect(datasets.map(({ label }) => label)).toEqual(['YOTO · seed 0']);
});

describe('smoothed', () => {
  it('keeps constants and does nothing at zero', () => {
    smoothed([5, 5, 5], 0.9).forEach((value) => {
      expect(value).toBeCloseTo(5, 12);
    });
    expect(smoothed([1, 9, 2], 0)).toEqual([1, 9, 2]);
  });

  it('weighs the past by powers of the share', () => {
    expect(smoothed([0, 1], 0.5)[1]).toBeCloseTo(2 / 3, 12);
  });
});

it('names jobs, and sums their curves up', () => {
  const one = curve('fixed', 0.5, [4, null, 2, 3], 7);
  expect(jobLabel(one.job)).toBe('fixed · kl 0.5 · seed 7');
  expect(curvesTable([one, curve('YOTO', null, [])]).rows).toEqual([
    ['fixed · kl 0.5 · seed 7', '4', '2', '3', '40'],
    ['YOTO · seed 0', '–', '–', '–', '–'],
  ]);
});

it('shows the loss first, if there is one', () => {
  expect(mainMetric(['learningRate', 'loss', 'loss/kl'])).toBe('loss');
  expect(mainMetric(['accuracy'])).toBe('accuracy');
  expect(mainMetric([])).toBeUndefined();
});
