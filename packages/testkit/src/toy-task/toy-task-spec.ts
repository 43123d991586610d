/** The smallest task with a trade-off that can be solved by hand. No tensors here: tests of the API read only this. */
import type { Lambda, TaskSpec } from '@yoto/core';
import { z } from 'zod';

/** The two points that the two loss terms pull towards. */
export const TOY_A: readonly number[] = [-1, 0.5];
export const TOY_B: readonly number[] = [1, 2];

/** A knob for tests: specs in files may turn it, the dashboard's form does not show it. */
const HIDDEN = { hidden: true };

/** Ways to make a job slow or fail, for tests of the orchestrator. Steps count from 0. */
export const ToyDatasetParams = z.strictObject({
  /** Standard deviation of the noise that training examples add to both points. */
  noise: z.number().min(0).max(10).default(0.05),
  /** How long reading a training batch takes. */
  delayMs: z.number().min(0).max(60_000).default(0).meta(HIDDEN),
  /** The delay lasts until this file exists: a test makes it once it has seen the job at work. */
  delayUntilFile: z.string().min(1).nullable().default(null).meta(HIDDEN),
  /** Training batches from this one on are NaN: the job diverges. */
  nanFromStep: z.int().min(0).nullable().default(null).meta(HIDDEN),
  /** Reading this training batch or a later one throws `data_corrupt`. */
  corruptFromStep: z.int().min(0).nullable().default(null).meta(HIDDEN),
  /** The trained model cannot be shown: making its pictures throws. */
  unshowable: z.boolean().default(false).meta(HIDDEN),
});
export type ToyDatasetParams = z.infer<typeof ToyDatasetParams>;

/**
 * Not the built-in task `toy`: this one can be told to be slow or to fail.
 *
 * `near-a` = |w - a|^2 and `near-b` = |w - b|^2 of a model whose output w may depend on lambda. With weights 1 and
 * lambda the optimum is w = a + lambda (b - a) / (1 + lambda): a fixed-weight model reaches its own, and a
 * conditioned one every lambda's (Theorem 1 of the paper).
 */
export const toyTaskSpec: TaskSpec = {
  id: 'test-toy',
  title: 'Between two points',
  description: 'Two quadratic losses whose optimum is known for every lambda',
  params: z.strictObject({ hiddenUnits: z.int().min(1).max(1024).default(16) }),
  datasets: [
    {
      id: 'two-points',
      title: 'Two points with noise',
      params: ToyDatasetParams,
      defaults: {
        steps: 600,
        batchSize: 32,
        learningRate: 0.05,
        weightDecay: 0,
        schedule: { kind: 'step-decay', factor: 0.2, milestones: [0.5, 0.8] },
        filmStrength: 0.5,
        conditioningHiddenUnits: 32,
        distribution: { 'near-b': { kind: 'log-uniform', min: 0.1, max: 10 } },
      },
    },
  ],
  lossTerms: [
    { name: 'near-a', label: 'Distance to a, squared', weight: { fixed: 1 } },
    { name: 'near-b', label: 'Distance to b, squared', weight: { min: 0.1, max: 10, scale: 'log' } },
  ],
  metrics: [{ name: 'distance-to-a', label: 'Distance to a', better: 'lower' }],
  frontierAxes: { x: 'near-a', y: 'near-b' },
  interpolates: true,
  codecs: [
    {
      id: 'straight',
      label: 'So far on the way from a to b',
      setting: { name: 'percent', min: 1, max: 99, defaults: [10, 50, 90] },
    },
  ],
  publishedCurves: [
    {
      name: 'Geometry',
      measuredOn: 'the line between both points',
      source: { title: 'Euclid, Elements', url: 'https://example.com/elements' },
      datasets: ['two-points'],
      curves: [
        {
          id: 'line',
          label: 'straight line',
          points: [0, 0.5, 1].map((share) => ({
            'near-a': 6.25 * share ** 2,
            'near-b': 6.25 * (1 - share) ** 2,
            'distance-to-a': 2.5 * share,
          })),
        },
      ],
    },
  ],
  commands: [
    {
      name: 'toy-distance',
      description:
        'say how far from a the best model of a job of the task "test-toy" is, or a weight’s optimum',
      arguments: [{ name: 'unit', description: 'what to call one step' }],
      options: [
        { name: 'job', type: 'job', value: 'job', description: 'whose model' },
        {
          name: 'near-b',
          type: 'number',
          value: 'weight',
          above: 0,
          default: 1,
          description: 'weight of near-b',
        },
        { name: 'out', type: 'text', value: 'file', description: 'where to write it as well' },
        { name: 'rounded', type: 'switch', default: true, description: 'do not round' },
        { name: 'shout', type: 'switch', description: 'in capital letters' },
      ],
      examples: [{ typed: 'yoto toy-distance miles --near-b 2', meaning: 'for twice the weight' }],
    },
  ],
};

/** The best output for a lambda, in closed form. */
export function toyOptimum(lambda: Lambda): number[] {
  const weight = lambda['near-b'] ?? 1;
  return TOY_A.map((a, i) => a + (weight * (TOY_B[i]! - a)) / (1 + weight));
}

/** The unweighted losses at the best output for a lambda. */
export function toyOptimalLosses(lambda: Lambda): { 'near-a': number; 'near-b': number } {
  const best = toyOptimum(lambda);
  const squaredDistance = (point: readonly number[]) =>
    best.reduce((sum, w, i) => sum + (w - point[i]!) ** 2, 0);
  return { 'near-a': squaredDistance(TOY_A), 'near-b': squaredDistance(TOY_B) };
}
