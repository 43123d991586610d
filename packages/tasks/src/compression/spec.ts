/** Learned image compression, section 4.2: what it is asked, without a tensor. */
import type { DatasetSpec, TaskSpec } from '@yoto/core';
import { ImagesParams } from '@yoto/datasets/images-params';
import { z } from 'zod';
import { compressionCodecs } from './classical-codecs.ts';
import { compressionCommands } from './commands/specs.ts';
import { compressionPresets } from './presets.ts';
import { kodakCurves } from './published/kodak.ts';

const CompressionParams = z.strictObject({
  channels: z.int().min(1).max(4096).default(192).meta({
    title: 'Channels',
    description: 'Of all layers between the pictures and the latents',
  }),
  latentChannels: z.int().min(1).max(4096).optional().meta({
    title: 'Latent channels',
    description: 'Of the latents; left out, as many as channels. Narrow networks need more for high quality',
  }),
  hyperChannels: z.int().min(1).max(4096).optional().meta({
    title: 'Hyper channels',
    description: 'Of the hyper-latents and of their layers; left out, as many as channels',
  }),
});
export type CompressionParams = z.output<typeof CompressionParams>;

/** The networks halve a picture six times. */
const CropSize = z.int().min(64).max(4096).multipleOf(64).default(256).meta({
  title: 'Crop size',
  description:
    'Side of the square training pictures, in pixels: a multiple of 64. Much below 256 the hyperprior learns borders only',
});

/** The range of the paper, appendix A.2. */
const DISTORTION_WEIGHTS = { min: 1.2e-3, max: 2.6e-1 };

const images: DatasetSpec = {
  id: 'images',
  title: 'Folder of photographs',
  description: 'Random crops of the photographs to train on, whole photographs to evaluate.',
  params: ImagesParams.safeExtend({ cropSize: CropSize }),
  // Appendix A.2. The paper has no k. With plain logarithms 0.1 makes first losses of 1e5 to 1e9, of which the error of grey
  // pictures is 150 to 400: the inverse GDNs amplify what FiLM adds.
  defaults: {
    steps: 1_000_000,
    batchSize: 8,
    learningRate: 1e-4,
    weightDecay: 0,
    schedule: { kind: 'constant' },
    filmStrength: 0.01,
    conditioningHiddenUnits: 128,
    distribution: { distortion: { kind: 'log-uniform', ...DISTORTION_WEIGHTS } },
  },
};

export const compressionSpec: TaskSpec = {
  id: 'compression',
  title: 'Learned image compression',
  description:
    'An image codec with a learned scale hyperprior, whose loss trades the size of the code for the quality of the pictures.',
  paper: 'You Only Train Once: Loss-Conditional Training of Deep Networks, section 4.2',
  params: CompressionParams,
  datasets: [images],
  lossTerms: [
    { name: 'rate', label: 'Rate', unit: 'bits per pixel', weight: { fixed: 1 } },
    { name: 'distortion', label: 'Squared error', weight: { ...DISTORTION_WEIGHTS, scale: 'log' } },
  ],
  metrics: [
    { name: 'bpp', label: 'Rate', unit: 'bits per pixel', better: 'lower' },
    { name: 'file-bpp', label: 'Rate of the file', unit: 'bits per pixel', better: 'lower', onHost: true },
    { name: 'psnr', label: 'PSNR', unit: 'dB', better: 'higher' },
    { name: 'ms-ssim', label: 'MS-SSIM', better: 'higher' },
    { name: 'ms-ssim-db', label: 'MS-SSIM', unit: 'dB', better: 'higher' },
  ],
  frontierAxes: { x: 'bpp', y: 'psnr' },
  codecs: compressionCodecs,
  presets: compressionPresets,
  publishedCurves: [kodakCurves],
  commands: compressionCommands,
};
