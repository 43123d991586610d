import { expect, it } from 'vitest';
import { goodEnd, yChoices } from './frontier-axis.ts';

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

it('knows which end is good', () => {
  expect(['psnr', 'bpp', 'distortion'].map((name) => goodEnd(task, name))).toEqual([
    'higher is better',
    'lower is better',
    'lower is better',
  ]);
});
