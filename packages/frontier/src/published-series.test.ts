import type { SweepComparison, TaskDetail } from '@yoto/core';
import { expect, it } from 'vitest';
import { comparableCurves, publishedSeries } from './published-series.ts';

const published: TaskDetail['publishedCurves'] = [
  {
    ...{ name: 'Kodak', measuredOn: 'Kodak', source: { title: 'a paper', url: 'https://example.com' } },
    datasets: ['images'],
    curves: [
      {
        id: 'jpeg',
        label: 'JPEG',
        points: [0.5, 1.5, 1.6].map((bpp) => ({ bpp, psnr: 30, 'ms-ssim': 0.9 })),
      },
      { id: 'old', label: 'old paper', points: [{ bpp: 0.1, psnr: 27 }] },
    ],
  },
];
const axes = (x: string, y: string) => ({ x: { name: x }, y: { name: y } }) as SweepComparison['axes'];
/** A sweep that reaches these values of `bpp`. */
const sweep = (y: string, ...reached: (number | null)[]) => {
  const points = reached.map((value) => ({ values: { bpp: { value } } }));
  return { axes: axes('bpp', y), series: [{ points }] } as unknown as SweepComparison;
};

it('offers curves only where the same is measured on the same data set', () => {
  expect(comparableCurves(published, axes('bpp', 'psnr'), 'images')).toEqual(published);
  expect(comparableCurves(published, axes('psnr', 'bpp'), 'images')).toEqual(published);
  expect(comparableCurves(published, axes('bpp', 'distortion'), 'images')).toEqual([]);
  expect(comparableCurves(published, axes('bpp', 'psnr'), 'cartoons')).toEqual([]);
});

it('draws the published numbers, without curves that lack an axis', () => {
  expect(publishedSeries(published, sweep('ms-ssim', 10))).toEqual([
    { name: 'Kodak: JPEG', points: [0.5, 1.5, 1.6].map((x) => ({ x, y: 0.9 })) },
  ]);
  expect(publishedSeries(published, sweep('psnr')).map(({ name }) => name)).toEqual([
    'Kodak: JPEG',
    'Kodak: old paper',
  ]);
});

it('leaves out points far beyond the sweep’s', () => {
  const [jpeg] = publishedSeries(published, sweep('psnr', 0.2, 1, null));
  expect(jpeg?.points.map(({ x }) => x)).toEqual([0.5, 1.5]);
});
