/** The sweep that is trained calmly and through faults: every kind of job, and results so often that any loss shows. */
import type { SweepSpecInput } from '@yoto/core';

/** Four fixed lambdas and two YOTO jobs a seed. */
const JOBS_A_SEED = 6;

export interface SweepSize {
  /** Rounded up to whole seeds. */
  jobs: number;
  steps: number;
  /** What reading a batch takes: a job lasts for `steps` times this without keeping a core busy. */
  stepMs: number;
}

export function chaosSweep({ jobs, steps, stepMs }: SweepSize): SweepSpecInput {
  return {
    name: 'chaos',
    task: { id: 'test-toy', params: { hiddenUnits: 8 } },
    dataset: { id: 'two-points', params: { delayMs: stepMs } },
    defaults: {
      seeds: Array.from({ length: Math.ceil(jobs / JOBS_A_SEED) }, (_, seed) => seed),
      steps,
      batchSize: 8,
      metricsEverySteps: 5,
      checkpoint: { everySteps: 40 },
      evaluation: { everySteps: 25, examples: 8, lambdas: { 'near-b': [0.1, 0.5, 1, 2, 10] } },
      retry: { maxAttempts: 3, backoffMs: 100 },
    },
    groups: [
      { kind: 'fixed', name: 'fixed', lambdas: { 'near-b': [0.1, 0.5, 2, 10] } },
      { kind: 'yoto', name: 'film' },
      { kind: 'yoto', name: 'concat', conditioning: 'concat' },
    ],
  };
}
