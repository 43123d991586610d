/** The experiments of section 4.2 and appendix B as sweeps: the same groups at every scale. */
import type { GroupInput, Preset, PresetScale, SweepSpecInput } from '@yoto/core';
import type { z } from 'zod';
import { compressionCodecs } from './classical-codecs.ts';

type Group = z.input<typeof GroupInput>;

/** What a scale means; `paper` leaves the task's own defaults, which are the paper's. */
interface Size {
  training?: ShortRun;
  channels: number;
  /** As many as channels unless given. */
  latentChannels?: number;
  cropSize: number;
  batchSize: number;
  seeds: number[];
  /** Of the weight of the distortion, and how many fixed models there are over it. */
  range: { min: number; max: number };
  lambdas: number;
  /** Of each classical codec; left out, those that the task suggests. */
  qualities?: Record<'jpeg' | 'webp' | 'avif', number[]>;
  /** Pictures and steps of an evaluation. */
  evaluation: { examples: number; everySteps: number };
}

interface ShortRun {
  steps: number;
  learningRate: number;
  schedule: { kind: 'step-decay'; factor: number; milestones: number[] };
  optimiser: { maxGradientNorm: number };
  conditioning: { kind: 'film'; preprocess: 'centred-log'; strength: number };
}

/**
 * Seven times the learning rate of the paper, and gradients of one length: those of YOTO are now and then hundreds of times as
 * long as usual, and unclipped a run diverged after 250 steps. Lambda is told as a place in its range: of its logarithm, -6.7
 * to -3.4, the networks hear little but the mean, and after 500 steps a model took 0.67 to 0.74 bits per pixel over the
 * whole range, where one that is told places took 0.35 to 1.09.
 */
const shortRun = (steps: number): ShortRun => ({
  steps,
  learningRate: 7e-4,
  schedule: { kind: 'step-decay', factor: 0.5, milestones: [0.4, 0.6, 0.75, 0.85, 0.95] },
  optimiser: { maxGradientNorm: 1 },
  conditioning: { kind: 'film', preprocess: 'centred-log', strength: 0.1 },
});

/** The lower half of the paper's range, on its logarithmic scale: short runs of narrow models cannot use more bits than that. */
const LOWER_RANGE = { min: 1.2e-3, max: 3.2e-2 };
/** A narrow model keeps as many latents as the paper's: they cost little time, and without them it is blurred at any rate. */
const SIZES: Record<PresetScale, Size> = {
  tiny: {
    training: shortRun(400),
    channels: 16,
    latentChannels: 64,
    cropSize: 128,
    batchSize: 4,
    seeds: [0],
    range: LOWER_RANGE,
    lambdas: 3,
    qualities: { jpeg: [10, 50, 90], webp: [15, 60, 92], avif: [15, 55, 85] },
    evaluation: { examples: 1, everySteps: 400 },
  },
  small: {
    training: shortRun(4500),
    channels: 48,
    latentChannels: 192,
    cropSize: 128,
    batchSize: 4,
    seeds: [0],
    range: LOWER_RANGE,
    lambdas: 4,
    qualities: { jpeg: [5, 10, 20, 50, 80], webp: [5, 15, 30, 60, 85], avif: [15, 25, 35, 55, 75] },
    evaluation: { examples: 12, everySteps: 4500 },
  },
  paper: {
    channels: 192,
    cropSize: 256,
    batchSize: 8,
    seeds: [0],
    range: { min: 1.2e-3, max: 2.6e-1 },
    lambdas: 8,
    evaluation: { examples: 100, everySteps: 100_000 },
  },
};

/** From 192 to 256 channels. */
const WIDER = 4 / 3;

/** Fixed weights beside YOTO, with wider layers, larger batches, and both; classical codecs on the same pictures. */
function rateDistortion(
  scale: PresetScale,
  { figure, title, folder }: { figure: string; title: string; folder: string },
): SweepSpecInput {
  const { training, channels, latentChannels, cropSize, batchSize, range, lambdas, qualities, ...others } =
    SIZES[scale];
  const yoto = {
    kind: 'yoto',
    distribution: { distortion: { kind: 'log-uniform', ...range } },
  } as const;
  const larger = { batchSize: 2 * batchSize };
  const wider = { widthMultiplier: WIDER };
  const groups: Group[] = [
    { ...yoto, name: 'YOTO' },
    { ...yoto, ...larger, name: 'YOTO larger batch' },
    { ...yoto, ...wider, name: 'YOTO wider' },
    { ...yoto, ...wider, ...larger, name: 'YOTO wider, larger batch' },
    {
      kind: 'fixed',
      name: 'fixed weights',
      lambdas: { distortion: { logSpaced: { ...range, count: lambdas } } },
    },
    ...compressionCodecs.map(
      ({ id, label }): Group => ({
        kind: 'codec',
        name: label,
        codec: id,
        ...(qualities ? { settings: qualities[id as keyof typeof qualities] } : {}),
      }),
    ),
  ];
  return {
    name: `Figure ${figure}: image compression on ${title} (${scale})`,
    description:
      `Rate and distortion of YOTO models beside a grid of models with fixed weights, on the pictures of the folder ` +
      `"${folder}"; trained on those of "photos" (paper, section 4.2)`,
    task: {
      id: 'compression',
      params: { channels, ...(latentChannels === undefined ? {} : { latentChannels }) },
    },
    dataset: { id: 'images', params: { folder: 'photos', evaluationFolder: folder, cropSize } },
    defaults: {
      ...training,
      ...others,
      batchSize,
    },
    groups,
  };
}

export const compressionPresets: readonly Preset[] = [
  {
    name: 'figure-5-tecnick',
    title: 'Image compression on Tecnick',
    description:
      'YOTO, larger batches, wider layers, both, and the grid of fixed weights on the Tecnick images',
    source: 'figure 5',
    spec: (scale) => rateDistortion(scale, { figure: '5', title: 'Tecnick', folder: 'tecnick' }),
  },
  {
    name: 'figure-10-kodak',
    title: 'Image compression on Kodak',
    description:
      'YOTO, larger batches, wider layers, both, and the grid of fixed weights on the Kodak images',
    source: 'figure 10',
    spec: (scale) => rateDistortion(scale, { figure: '10', title: 'Kodak', folder: 'kodak' }),
  },
];
