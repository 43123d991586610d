import { expect, it } from 'vitest';
import { axisText, yChoices } from './frontier-axis.ts';

const task = {
  lossTerms: [
    { name: 'rate', label: 'Rate', unit: 'bits per pixel', weight: { fixed: 1 } },
    { name: 'distortion', label: 'Squared error', weight: { min: 1, max: 2, scale: 'log' as const } },
  ],
  metrics: [
    { name: 'bpp', label: 'Rate', better: 'lower' as const },
    { name: 'psnr', label: 'PSNR', unit: 'dB', better: 'higher' as const },
  ],
  frontierAxes: { x: 'bpp', y: 'psnr' },
};

it('offers all that is measured but what the x axis has', () => {
  const { metrics, lossTerms } = yChoices(task);
  expect(metrics).toEqual([{ name: 'psnr', label: 'PSNR (dB)' }]);
  expect(lossTerms.map(({ label }) => label)).toEqual(['Rate (bits per pixel)', 'Squared error']);
});

it('says of an axis which end is the good one, once the task is known', () => {
  const axes = ['psnr', 'bpp', 'distortion'].map((name) => ({ name, label: name.toUpperCase() }));
  expect(axes.map((axis) => axisText(axis, task))).toEqual([
    'PSNR (higher is better)',
    'BPP (lower is better)',
    'DISTORTION (lower is better)',
  ]);
  expect(axes.map((axis) => axisText(axis, undefined))).toEqual(['PSNR', 'BPP', 'DISTORTION']);
});
