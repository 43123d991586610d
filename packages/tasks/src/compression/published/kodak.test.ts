import { type BdMethod, taskSpecFaults } from '@yoto/core';
import { bdMetric, bdRate } from '@yoto/frontier';
import { describe, expect, it, test } from 'vitest';
import { compressionSpec } from '../spec.ts';
import { kodakCurves } from './kodak.ts';

const better = { x: 'lower', y: 'higher' } as const;
const METHODS: BdMethod[] = ['pchip', 'akima', 'cubic'];

function published(id: string) {
  const curve = kodakCurves.curves.find((one) => one.id === id);
  if (!curve) throw new Error(`no curve ${id}`);
  return curve.points.map(({ bpp, psnr }) => ({ x: bpp ?? Number.NaN, y: psnr ?? Number.NaN }));
}
const grid = published('scale-hyperprior-grid');

test('the curves are of what the task measures, MS-SSIM in decibels too where the source gives it', () => {
  expect(taskSpecFaults(compressionSpec)).toEqual([]);
  const first = (id: string) => kodakCurves.curves.find((one) => one.id === id)?.points[0];
  expect(first('scale-hyperprior-grid')).toEqual({
    bpp: 0.131293403,
    psnr: 27.581536752,
    'ms-ssim': 0.917367034,
    'ms-ssim-db': expect.closeTo(-10 * Math.log10(1 - 0.917367034), 12),
  });
  expect(first('scale-hyperprior-published')).toEqual({ bpp: 0.115239, psnr: 27.106351 });
});

describe('bdRate on published curves', () => {
  it('finds one variable-rate model equal to the grid of eight that it replaces', () => {
    const vary = published('scale-hyperprior-variable-rate');
    const percent = (method: BdMethod) => bdRate(grid, vary, { method, better });
    expect(percent('cubic').value).toBeCloseTo(0.0441, 4);
    expect(percent('pchip').value).toBeCloseTo(-0.0114, 4);
    expect(percent('akima').value).toBeCloseTo(0.0036, 4);
    expect(percent('pchip').overlap?.share).toBeCloseTo(0.9685, 4);
    expect(percent('pchip')).toMatchObject({
      points: { anchor: 8, test: 16 },
      leftOut: { anchor: 0, test: 0 },
      xScale: 'log',
      warnings: [],
    });
    expect(bdMetric(grid, vary, { method: 'pchip', better }).value).toBeCloseTo(0.00114, 5);
    expect(bdMetric(grid, vary, { method: 'cubic', better }).value).toBeCloseTo(-0.00219, 5);
  });

  it('agrees with numpy and scipy where codecs differ much', () => {
    const rates = (id: string) =>
      METHODS.map((method) => bdRate(grid, published(id), { method, better }).value);
    const expected = { jpeg: [122.16882, 122.19635, 123.65741], vvc: [-23.36365, -23.35184, -23.15915] };
    for (const [id, values] of Object.entries(expected)) {
      rates(id).forEach((rate, i) => {
        expect(rate).toBeCloseTo(values[i] as number, 4);
      });
    }
    expect(bdMetric(grid, published('jpeg'), { method: 'akima', better }).value).toBeCloseTo(-4.501315, 5);
    const vvc = bdRate(grid, published('vvc'), { method: 'pchip', better });
    expect(vvc.warnings).toEqual([expect.stringContaining('63 % of their range')]);
  });
});
