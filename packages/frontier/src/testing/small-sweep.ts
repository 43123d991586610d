/** Sweeps for tests, with numbers that can be checked by hand. */
import type { JobState, Lambda, ResolvedGroup } from '@yoto/core';
import { compareSweep } from '../comparison/compare-sweep.ts';
import type { ComparedJob, ComparisonInput } from '../comparison-input.ts';

export const task = {
  lossTerms: [
    { name: 'reconstruction', label: 'Reconstruction', unit: 'nats', weight: { fixed: 1 } },
    { name: 'kl', label: 'KL', weight: { min: 0.5, max: 512, scale: 'log' as const } },
  ],
  metrics: [],
  frontierAxes: { x: 'kl', y: 'reconstruction' },
};

const settings = {
  seeds: [0],
  steps: 10,
  batchSize: 1,
  widthMultiplier: 1,
  learningRate: 0.1,
  weightDecay: 0,
  metricsEverySteps: 1,
  priority: 0,
  labels: {},
  schedule: { kind: 'constant' as const },
  optimiser: { kind: 'adam' as const, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  checkpoint: { everySteps: 10 },
  retry: { maxAttempts: 1, backoffMs: 0 },
  conditioning: { kind: 'none' as const, preprocess: 'log' as const, hiddenUnits: 1, strength: 1 },
};
const evaluation = (lambdas: Lambda[]) => ({ everySteps: 10, examples: 1, lambdas });

export const fixedGroup = (name: string, lambdas: Lambda[]): ResolvedGroup => ({
  ...settings,
  kind: 'fixed',
  interpolation: false,
  name,
  lambdas,
  evaluation: evaluation(lambdas),
});
export const yotoGroup = (name: string, lambdas: Lambda[]): ResolvedGroup => ({
  ...settings,
  kind: 'yoto',
  name,
  distribution: { kl: { kind: 'log-uniform', min: 0.5, max: 512 } },
  evaluation: evaluation(lambdas),
});

export type Losses = Record<string, number | null>;
export const point = (jobId: string, lambda: Lambda, losses: Losses) => ({
  jobId,
  at: { lambda },
  losses,
  metrics: {},
});
export function job(
  id: string,
  group: string,
  lambda: Lambda | null,
  state: JobState = 'completed',
  seed = 0,
): ComparedJob {
  return { id, group, kind: lambda ? 'fixed' : 'yoto', seed, state, lambda, steps: 10, deviceSeconds: 2 };
}

/** Two fixed models and a YOTO model, with round numbers. */
export function smallSweep(): ComparisonInput {
  const one = { kl: 1 };
  const ten = { kl: 10 };
  return {
    sweepId: 'sweep',
    task,
    spec: { groups: [yotoGroup('yoto', [ten, one]), fixedGroup('grid', [ten, one])] },
    jobs: [job('y', 'yoto', null), job('f1', 'grid', one), job('f10', 'grid', ten)],
    evaluations: [
      point('y', ten, { reconstruction: 62, kl: 2 }),
      point('y', one, { reconstruction: 20, kl: 23 }),
      point('f10', ten, { reconstruction: 60, kl: 2 }),
      point('f1', one, { reconstruction: 20, kl: 20 }),
    ],
  };
}

/** One series, without intervals. */
export const seriesOf = (input: ComparisonInput, name: string) => {
  const found = compareSweep(input, { resamples: 0 }).series.find((series) => series.name === name);
  if (!found) throw new Error(`no series "${name}"`);
  return found;
};
