/** Tasks and sweep specs for tests: what people write, and why it is refused. */
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { resolveSweepSpec } from '../sweep/resolve-sweep.ts';
import { taskCatalogue } from '../task/task-catalogue.ts';
import type { TaskSpec } from '../task/task-spec.ts';

const vae: TaskSpec = {
  id: 'vae',
  title: 'VAE',
  params: z.strictObject({ latents: z.int().default(10) }),
  datasets: [
    {
      id: 'images',
      title: 'Images',
      params: z.strictObject({ flip: z.boolean().default(true) }),
      defaults: {
        steps: 1000,
        batchSize: 64,
        learningRate: 1e-3,
        weightDecay: 1e-5,
        schedule: { kind: 'step-decay', factor: 0.5, milestones: [0.5, 0.65] },
        filmStrength: 0.1,
        conditioningHiddenUnits: 256,
        distribution: { kl: { kind: 'log-uniform', min: 0.5, max: 512 } },
      },
    },
  ],
  lossTerms: [
    { name: 'reconstruction', label: 'Reconstruction', weight: { fixed: 1 } },
    { name: 'kl', label: 'KL', weight: { min: 0.5, max: 512, scale: 'log' } },
  ],
  metrics: [],
  frontierAxes: { x: 'kl', y: 'reconstruction' },
};
const mixing: TaskSpec = { ...vae, id: 'mixing-vae', interpolates: true };
const codecs: TaskSpec = {
  ...vae,
  id: 'codecs',
  codecs: [
    {
      id: 'jpeg',
      label: 'JPEG',
      setting: { name: 'quality', min: 1, max: 100, integer: true, defaults: [10, 50, 90] },
    },
  ],
};
const named: TaskSpec = { ...vae, id: 'named', params: z.strictObject({ file: z.string() }) };
/** Two weights and a parameter. */
const style: TaskSpec = {
  ...vae,
  id: 'style',
  interpolates: true,
  lossTerms: [
    ...vae.lossTerms,
    { name: 'smooth', label: 'Smooth', weight: { min: 0, max: 4, scale: 'linear' } },
  ],
  lossParameters: [{ name: 'power', label: 'Power', range: { min: 1, max: 2, scale: 'linear' }, default: 2 }],
  defaultLambda: { kl: 3, smooth: 1 },
  datasets: vae.datasets.map(({ defaults, ...dataset }) => ({
    ...dataset,
    defaults: {
      ...defaults,
      distribution: { ...defaults.distribution, smooth: { kind: 'uniform', min: 0.5, max: 4 } },
    },
  })),
};
export const tasks = taskCatalogue([vae, mixing, codecs, named, style]);
/** A spec as a person writes it, of the task `vae` unless `rest` says otherwise. */
export const written = (groups: unknown[], rest: object = {}) => ({
  name: 'test',
  task: { id: 'vae' },
  groups,
  ...rest,
});
export const fixed = { kind: 'fixed', name: 'grid', lambdas: { kl: [1, 4] } };

/** As many as one weight may have. */
export const many = { logSpaced: { min: 0.1, max: 10, count: 500 } };
export const labels = (prefix: string, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, 'x']));

/** The groups of a spec that train a model, resolved. */
export const trainedGroups = (spec: unknown) =>
  resolveSweepSpec(spec, tasks).groups.filter((group) => group.kind !== 'codec');

/** What is wrong with a spec; throws unless it is refused. */
export function issuesOf(spec: unknown) {
  try {
    resolveSweepSpec(spec, tasks);
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, issues: error.issues, message: error.message };
  }
  throw new Error('expected the spec to be refused');
}
