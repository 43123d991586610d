/** What the task is, as pure data: for the server, the dashboard and the command line. No tensors here. */
import type { TaskSpec } from '@yoto/core';
import { z } from 'zod';

export const spec: TaskSpec = {
  id: 'my-task',
  title: 'My task',
  description: 'Cleans noisy pictures of spots: how smooth, and how dark, is told by two weights.',
  // Every parameter has a default; `meta` is what the dashboard's form shows.
  params: z.strictObject({
    hiddenUnits: z.int().min(1).max(4096).default(64).meta({ title: 'Hidden units' }),
  }),
  // The first is the default one.
  datasets: [
    {
      id: 'spots',
      title: 'Spots with noise',
      description: 'Bright spots on a dark ground, made when they are needed. Needs no files.',
      params: z.strictObject({
        noise: z
          .number()
          .min(0)
          .max(1)
          .default(0.2)
          .meta({ title: 'Noise', description: 'Standard deviation' }),
      }),
      // What a sweep may leave out.
      defaults: {
        steps: 1000,
        batchSize: 32,
        learningRate: 3e-3,
        weightDecay: 0,
        schedule: { kind: 'step-decay', factor: 0.2, milestones: [0.5, 0.8] },
        filmStrength: 0.5,
        conditioningHiddenUnits: 32,
        distribution: {
          roughness: { kind: 'log-uniform', min: 0.01, max: 1 },
          brightness: { kind: 'log-uniform', min: 0.01, max: 1 },
        },
      },
    },
  ],
  lossTerms: [
    { name: 'error', label: 'Error', weight: { fixed: 1 } },
    { name: 'roughness', label: 'Roughness', weight: { min: 0.01, max: 1, scale: 'log' } },
    { name: 'brightness', label: 'Brightness', weight: { min: 0.01, max: 1, scale: 'log' } },
  ],
  // The base of slices, and what lambdas leave out.
  defaultLambda: { roughness: 0.1, brightness: 0.1 },
  metrics: [{ name: 'clean-error', label: 'Error without the noise', better: 'lower' }],
  frontierAxes: { x: 'roughness', y: 'error' },
};
