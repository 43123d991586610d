/** Files of single examples for tests: two pictures, by a YOTO model, a grid of two and JPEG. */
import type { ExamplePictureEntry, ExamplesFile, JobKind, Place } from '@yoto/core';
import type { ExampleJob } from '../examples/example-series.ts';
import type { ExampleTask } from '../examples/shown-values.ts';

export const task: ExampleTask = {
  lossTerms: [{ name: 'distortion', label: 'Squared error', weight: { min: 1, max: 100, scale: 'log' } }],
  metrics: [
    { name: 'ms-ssim', label: 'MS-SSIM', better: 'higher' },
    { name: 'ms-ssim-db', label: 'MS-SSIM', unit: 'dB', better: 'higher' },
    { name: 'bpp', label: 'Rate', unit: 'bits per pixel', better: 'lower' },
    { name: 'psnr', label: 'PSNR', unit: 'dB', better: 'higher' },
  ],
  frontierAxes: { x: 'bpp', y: 'psnr' },
};

export const job = (id: string, group: string, kind: JobKind, seed = 0): ExampleJob => ({
  id,
  group,
  kind,
  seed,
});

export const entry = (example: number, at: Place | null, artifact: string): ExamplePictureEntry => ({
  ...{ example, at, artifact, sha256: 'f' },
  ...{ width: 40, height: 20, wholeWidth: 40, wholeHeight: 20 },
});

/** A file whose points have these rates and PSNRs, both by example, and pictures of the first example. */
export const file = (
  points: readonly { at: Place; bpp: (number | null)[]; psnr: number[] }[],
  over: Partial<ExamplesFile> = {},
): ExamplesFile => ({
  version: 2,
  evaluated: 2,
  names: ['a.png', 'b.png'],
  points: points.map(({ at, bpp, psnr }) => ({ at, values: { bpp, psnr } })),
  pictures: [
    entry(0, null, 'examples/0/original.png'),
    ...points.map(({ at }, index) => entry(0, at, `examples/0/${index}.png`)),
  ],
  ...over,
});

export const jobs = [
  job('y', 'YOTO', 'yoto'),
  job('f1', 'grid', 'fixed'),
  job('f2', 'grid', 'fixed'),
  job('j', 'JPEG', 'codec'),
];

export const files = new Map([
  [
    'y',
    file([
      { at: { lambda: { distortion: 100 } }, bpp: [1, 2], psnr: [34, 33] },
      { at: { lambda: { distortion: 1 } }, bpp: [0.1, 0.2], psnr: [25, 24] },
      { at: { lambda: { distortion: 10 } }, bpp: [0.5, 0.6], psnr: [30, 28] },
    ]),
  ],
  ['f1', file([{ at: { lambda: { distortion: 2 } }, bpp: [0.4, 0.2], psnr: [29, 26] }])],
  ['f2', file([{ at: { lambda: { distortion: 50 } }, bpp: [0.9, 1.9], psnr: [34, 33.5] }])],
  [
    'j',
    file([
      { at: { setting: { quality: 10 } }, bpp: [0.2, 0.5], psnr: [27, 29] },
      { at: { setting: { quality: 50 } }, bpp: [0.45, 1.4], psnr: [31, null as unknown as number] },
    ]),
  ],
]);
