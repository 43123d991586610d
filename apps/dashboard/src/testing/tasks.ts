/** Tasks for tests, as specs (to resolve and plan with) and as the details that the API makes of them. */
import { planSweep, resolveSweepSpec, type TaskDetail, type TaskSpec, taskCatalogue } from '@yoto/core';
import { z } from 'zod';

const defaults = {
  steps: 1000,
  batchSize: 32,
  learningRate: 1e-3,
  weightDecay: 0,
  schedule: { kind: 'constant' as const },
  filmStrength: 0.1,
  conditioningHiddenUnits: 64,
};

/** One variable weight, two data sets of different ranges. */
export const vaeSpec: TaskSpec = {
  id: 'vae',
  title: 'VAE',
  params: z.strictObject({ latents: z.int().min(1).default(10) }),
  datasets: [
    {
      id: 'small',
      title: 'Small',
      params: z.strictObject({ heldOut: z.number().min(0).max(1).default(0.2) }),
      defaults: { ...defaults, distribution: { kl: { kind: 'log-uniform', min: 0.5, max: 512 } } },
    },
    {
      id: 'large',
      title: 'Large',
      params: z.strictObject({}),
      defaults: {
        ...defaults,
        steps: 600_000,
        distribution: { kl: { kind: 'log-uniform', min: 0.3, max: 70 } },
      },
    },
  ],
  lossTerms: [
    { name: 'reconstruction', label: 'Reconstruction', unit: 'nats', weight: { fixed: 1 } },
    { name: 'kl', label: 'KL divergence', unit: 'nats', weight: { min: 0.1, max: 1000, scale: 'log' } },
  ],
  metrics: [],
  frontierAxes: { x: 'kl', y: 'reconstruction' },
  interpolates: true,
};

/** Two variable weights, for one of which the data set suggests nothing. */
const styleSpec: TaskSpec = {
  id: 'style',
  title: 'Style',
  params: z.strictObject({}),
  datasets: [
    {
      id: 'paintings',
      title: 'Paintings',
      params: z.strictObject({}),
      defaults: { ...defaults, distribution: { content: { kind: 'log-uniform', min: 0.1, max: 100 } } },
    },
  ],
  lossTerms: [
    { name: 'content', label: 'Content', weight: { min: 0.1, max: 100, scale: 'log' } },
    { name: 'style', label: 'Style', weight: { min: 1, max: 4, scale: 'linear' } },
  ],
  metrics: [],
  frontierAxes: { x: 'content', y: 'style' },
  codecs: [
    {
      id: 'jpeg',
      label: 'JPEG',
      setting: { name: 'quality', min: 1, max: 100, integer: true, defaults: [10, 50] },
    },
  ],
};

/** Two weights and a loss parameter, all with defaults. */
const powerSpec: TaskSpec = {
  ...styleSpec,
  id: 'power',
  title: 'Power',
  lossParameters: [
    {
      name: 'power',
      label: 'Power',
      description: 'p of the distance',
      range: { min: 1.5, max: 3, scale: 'linear' },
      default: 2,
    },
  ],
  defaultLambda: { content: 5, style: 3 },
};

export const vae = detailOf(vaeSpec);
export const power = detailOf(powerSpec);
export const style = detailOf(styleSpec);
const catalogue = taskCatalogue([vaeSpec, styleSpec, powerSpec]);

/** What a server makes of a written spec. Throws `invalid_input` for what it would refuse. */
export const resolved = (written: unknown) => resolveSweepSpec(written, catalogue);
export const planned = (written: unknown) => planSweep(resolved(written));

function detailOf(spec: TaskSpec): TaskDetail {
  const schema = (params: z.ZodType) => ({ ...z.toJSONSchema(params, { io: 'input' }) });
  return {
    id: spec.id,
    title: spec.title,
    params: schema(spec.params),
    datasets: spec.datasets.map((dataset) => ({
      id: dataset.id,
      title: dataset.title,
      params: schema(dataset.params),
      defaults: { ...dataset.defaults },
    })),
    lossTerms: [...spec.lossTerms],
    lossParameters: [...(spec.lossParameters ?? [])],
    ...(spec.defaultLambda && { defaultLambda: spec.defaultLambda }),
    metrics: [...spec.metrics],
    frontierAxes: spec.frontierAxes,
    publishedCurves: [],
    commands: [],
    interpolates: spec.interpolates === true,
    codecs: (spec.codecs ?? []).map((one) => ({
      ...one,
      setting: { ...one.setting, integer: one.setting.integer === true, defaults: [...one.setting.defaults] },
    })),
  };
}
