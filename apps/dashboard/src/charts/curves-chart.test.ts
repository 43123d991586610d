import { describe, expect, it } from 'vitest';
import type { LineDataset } from './chart-point.ts';
import { curvesTable } from './chart-table.ts';
import { faded, LIGHT_THEME } from './chart-theme.ts';
import { curveNotes } from './curve-notes.ts';
import { type Curve, curvesChart, jobLabel, mainMetric, smoothed } from './curves-chart.ts';

const curve = (group: string, kl: number | null, values: (number | null)[], seed = 0): Curve => ({
  job: { id: `${group} ${kl} ${seed}`, group, lambda: kl === null ? null : { kl }, seed },
  points: values.map((value, i) => ({ step: 10 * (i + 1), value })),
});
const choice = {
  theme: LIGHT_THEME,
  metric: 'loss',
  styles: new Map([['fixed', { colour: '#0072b2', marker: 'circle' as const, dash: [], filled: true }]]),
  logY: false,
  smoothing: 0,
  hidden: new Set<string>(),
};

it('draws one line per job, in shades of its group from pale to full, each with a dash; seeds share both', () => {
  const curves = [curve('fixed', 1, [3]), curve('fixed', 2, [2], 0), curve('fixed', 2, [2], 1)];
  const { datasets } = curvesChart(curves, choice).data;
  const pale = faded('#0072b2', LIGHT_THEME.surface, 0.55);
  expect(datasets.map(({ borderColor }) => borderColor)).toEqual([pale, '#0072b2', '#0072b2']);
  expect(datasets.map(({ borderDash }) => borderDash)).toEqual([[], [7, 3], [7, 3]]);
  expect(datasets.map(({ pointStyle }) => pointStyle)).toEqual(['circle', 'circle', 'circle']);
});

describe('a thinned curve', () => {
  const bucket = { firstStep: 0, points: 10, nonFinite: 1, min: -2, max: 9 };
  const thinned: Curve = {
    ...curve('fixed', 1, []),
    points: [
      { step: 9, value: 3, bucket },
      { step: 19, value: 'NaN', bucket: { ...bucket, firstStep: 10, nonFinite: 10, min: null, max: null } },
      { step: 20, value: 2 },
    ],
    summary: { name: 'loss', points: 21, bucketSteps: 10 },
  };

  it('has a band from the least to the greatest value, and marks what an axis cannot show', () => {
    const [dataset] = curvesChart([thinned], choice).data.datasets as LineDataset[];
    expect(dataset?.data.map(({ x, y, yRange }) => [x, y, yRange])).toEqual([
      [9, 3, { low: -2, high: 9 }],
      [20, 2, undefined],
    ]);
    expect(dataset?.unshowable).toEqual([9, 19]);
    expect(dataset?.data[0]?.note).toEqual([
      'steps 0 to 9',
      'loss: 3 (mean of 9)',
      'from −2 to 9',
      '1 of them NaN or infinite',
      'click for the job',
    ]);
    expect(curvesTable([thinned]).rows).toEqual([['fixed · kl 1 · seed 0', '3', '−2', '2', '20']]);
  });

  it('says what was done to it', () => {
    expect(curveNotes([thinned, curve('fixed', 2, [1])])).toEqual([
      'Each point is the mean of 10 steps, the band their least and greatest value (21 points in all). Zoom in for all points.',
      'Crosses at the upper edge: 11 values are NaN or infinite, from step 0 on.',
    ]);
    expect(curveNotes([curve('fixed', 2, [1])])).toEqual([]);
  });
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
