import type { SweepComparison } from '@yoto/core';
import { KODAK_CURVES } from '@yoto/frontier';
import { expect, it } from 'vitest';
import { comparisonOf, estimate, metricAxis, point, series } from '../testing/comparisons.ts';
import { LIGHT_THEME } from './chart-theme.ts';
import { nearSweep, publishedSeries, publishedStyles } from './published-curves.ts';

const metric = (name: string) => ({ name, label: name, better: 'higher' as const });
const compression = { metrics: ['bpp', 'psnr', 'ms-ssim-db'].map(metric) };
const axes = (x: string, y: string): SweepComparison['axes'] => ({
  x: metricAxis(x),
  y: metricAxis(y),
});

it('offers curves only where the same is measured', () => {
  expect(publishedSeries(axes('bpp', 'psnr'), compression)).toHaveLength(KODAK_CURVES.length);
  expect(publishedSeries(axes('bpp', 'distortion'), compression)).toEqual([]);
  expect(publishedSeries(axes('kl', 'psnr'), { metrics: [metric('psnr')] })).toEqual([]);
  expect(publishedSeries(axes('bpp', 'psnr'), { metrics: [metric('bpp')] })).toEqual([]);
  expect(publishedSeries(axes('bpp', 'psnr'), undefined)).toEqual([]);
});

it('has the published numbers, MS-SSIM in decibels, and leaves out what a source does not give', () => {
  const jpeg = KODAK_CURVES.find(({ label }) => label === 'JPEG')!.points[0]!;
  const first = (y: string) =>
    publishedSeries(axes('bpp', y), compression).find(({ name }) => name === 'Kodak: JPEG')?.points[0];
  expect(first('psnr')).toEqual({ x: jpeg.bitsPerPixel, y: jpeg.psnr });
  expect(first('ms-ssim-db')?.y).toBeCloseTo(-10 * Math.log10(1 - jpeg.msSsim!), 12);
  const named = publishedSeries(axes('bpp', 'ms-ssim'), compression).map(({ name }) => name);
  expect(named).toHaveLength(KODAK_CURVES.length - 1);
  expect(named).not.toContain('Kodak: scale-hyperprior, as published');
});

it('leaves out rates far beyond the sweep’s', () => {
  const all = comparisonOf([series('fixed', 'fixed', [point(10), point(20, { x: estimate(null) })])]);
  const near = nearSweep([{ name: 'a', points: [0.5, 1.5, 1.6].map((x) => ({ x, y: 30 })) }], all);
  expect(near[0]?.points.map(({ x }) => x)).toEqual([0.5, 1.5]);
});

it('draws every curve differently', () => {
  const looks = [...publishedStyles(LIGHT_THEME).values()].map(({ marker, dash }) => `${marker} ${dash}`);
  expect(new Set(looks).size).toBe(KODAK_CURVES.length);
});
