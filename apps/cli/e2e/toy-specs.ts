import type { SweepSpecInput } from '@yoto/core';

/** A fixed grid and a YOTO job, done in a few seconds. */
export const QUICK_SWEEP = `
name: quick
task: { id: test-toy }
defaults: { steps: 150, batchSize: 16, checkpoint: { everySteps: 50 }, evaluation: { examples: 64, everySteps: 50 } }
groups:
  - { name: grid, kind: fixed, lambdas: { near-b: [0.1, 1, 10] } }
  - { name: film, kind: yoto, distribution: { near-b: { kind: log-uniform, min: 0.1, max: 10 } } }
`;

/** Four batches are read at a time, so a step takes a quarter of it. */
const SLOW_BATCH_MS = 200;

/**
 * One job whose every step waits, so that tests can interfere; it lasts about `steps / 20` seconds, or until
 * `delayUntilFile` exists: after that it is quick.
 */
export function slowSweep(name: string, steps: number, delayUntilFile: string | null = null): SweepSpecInput {
  return {
    name,
    task: { id: 'test-toy' },
    dataset: { id: 'two-points', params: { delayMs: SLOW_BATCH_MS, delayUntilFile } },
    defaults: {
      steps,
      batchSize: 4,
      checkpoint: { everySteps: 10 },
      evaluation: { everySteps: steps, examples: 16 },
    },
    groups: [{ name: 'slow', kind: 'fixed', lambdas: { 'near-b': [1] } }],
  };
}

/** Of the other tasks, as small as they go. */
export const COMPRESSION_SWEEP: SweepSpecInput = {
  name: 'codec',
  task: { id: 'compression', params: { channels: 4, hyperChannels: 4 } },
  dataset: { id: 'images', params: { cropSize: 64, evaluationShare: 0.5 } },
  defaults: {
    ...{ steps: 2, batchSize: 1, checkpoint: { everySteps: 2 } },
    evaluation: { everySteps: 2, examples: 1, lambdas: [{ distortion: 0.01 }] },
  },
  groups: [{ name: 'codec', kind: 'yoto' }],
};

export const STYLE_SWEEP: SweepSpecInput = {
  name: 'styles',
  task: { id: 'style-transfer', params: { channels: 2, featureNetwork: 'random' } },
  dataset: { id: 'patterns', params: { imageSize: 32 } },
  defaults: {
    ...{ steps: 2, batchSize: 1, checkpoint: { everySteps: 2 } },
    evaluation: { everySteps: 2, examples: 1, lambdas: [{ content: 2 }] },
  },
  groups: [{ name: 'styles', kind: 'yoto' }],
};

/** Of the task toy, with a model for every pair of weights and two seeds. */
export const twoWeights = (east: number[], north: number[]): SweepSpecInput => ({
  name: 'two weights',
  task: { id: 'toy', params: { hiddenUnits: 8 } },
  defaults: {
    ...{ steps: 60, seeds: [0, 1] },
    ...{ checkpoint: { everySteps: 60 }, evaluation: { everySteps: 60, examples: 16 } },
  },
  groups: [
    {
      name: 'YOTO',
      kind: 'yoto',
      distribution: {
        east: { kind: 'log-uniform', min: 0.3, max: 3 },
        north: { kind: 'log-uniform', min: 0.3, max: 3 },
        power: { kind: 'fixed', value: 2 },
      },
    },
    { name: 'grid', kind: 'fixed', lambdas: { east, north } },
  ],
});
