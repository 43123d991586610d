/** The beta-VAE of section 4.1: what it is asked, without a tensor. */
import type { DatasetSpec, TaskSpec, TrainingDefaults } from '@yoto/core';
import { z } from 'zod';
import { betaVaePresets } from './presets.ts';

const Cifar10Params = z.strictObject({
  download: z.boolean().default(false).meta({
    title: 'Download',
    description: 'Fetch the data set (170 MB) into the data directory where it is missing',
  }),
});

const Shapes3dParams = z.strictObject({
  unpack: z.boolean().default(false).meta({
    title: 'Unpack',
    description:
      'Make a raw copy (5.9 GB) beside 3dshapes.h5 once, from which random pictures are read much faster',
  }),
});

/** Appendix A.1, for both data sets: half the learning rate after 300, 390, 480 and 570 thousand of 600 thousand steps. */
const PAPER = {
  steps: 600_000,
  weightDecay: 1e-5,
  schedule: { kind: 'step-decay', factor: 0.5, milestones: [0.5, 0.65, 0.8, 0.95] },
  conditioningHiddenUnits: 256,
} satisfies Partial<TrainingDefaults>;

const SHAPES3D_DEFAULTS: TrainingDefaults = {
  ...PAPER,
  batchSize: 64,
  learningRate: 2e-4,
  filmStrength: 0.01,
  distribution: { kl: { kind: 'log-uniform', min: 0.5, max: 2048 } },
};

const cifar10: DatasetSpec = {
  id: 'cifar10',
  title: 'CIFAR-10',
  description:
    '60,000 photographs of ten classes, 32x32; Gaussian pixels. Needs the binary version of the data set.',
  params: Cifar10Params,
  files: ['data_batch_*.bin'],
  defaults: {
    ...PAPER,
    batchSize: 128,
    learningRate: 8e-4,
    filmStrength: 0.1,
    distribution: { kl: { kind: 'log-uniform', min: 0.5, max: 512 } },
  },
};

const shapes3d: DatasetSpec = {
  id: 'shapes3d',
  title: 'Shapes3D',
  description: '480,000 rendered scenes of six factors, 64x64; Bernoulli pixels. Needs 3dshapes.h5.',
  params: Shapes3dParams,
  files: ['3dshapes.h5'],
  defaults: SHAPES3D_DEFAULTS,
};

const shapes3dRendered: DatasetSpec = {
  id: 'shapes3d-rendered',
  title: 'Shapes3D, rendered here',
  description: 'The scenes of Shapes3D rendered on demand, 64x64; Bernoulli pixels. Needs no files.',
  params: z.strictObject({}),
  defaults: SHAPES3D_DEFAULTS,
};

export const betaVaeSpec: TaskSpec = {
  id: 'beta-vae',
  title: 'beta-VAE',
  description:
    'A variational autoencoder whose loss trades the quality of its reconstructions for the simplicity of its code.',
  paper: 'You Only Train Once: Loss-Conditional Training of Deep Networks, section 4.1',
  params: z.strictObject({}),
  // First the one that needs no files.
  datasets: [shapes3dRendered, cifar10, shapes3d],
  lossTerms: [
    { name: 'reconstruction', label: 'Reconstruction loss', unit: 'nats', weight: { fixed: 1 } },
    { name: 'kl', label: 'KL divergence', unit: 'nats', weight: { min: 0.125, max: 4096, scale: 'log' } },
  ],
  metrics: [
    { name: 'mse', label: 'Mean squared error', better: 'lower' },
    { name: 'psnr', label: 'PSNR', unit: 'dB', better: 'higher' },
  ],
  frontierAxes: { x: 'kl', y: 'reconstruction' },
  interpolates: true,
  presets: betaVaePresets,
};
