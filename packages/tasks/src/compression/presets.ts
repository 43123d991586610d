/** The experiments of section 4.2 and appendix B as sweeps: the same groups at every scale. */
import type { GroupInput, Preset, PresetScale, SweepSpecInput } from '@yoto/core';
import type { z } from 'zod';
import { compressionReferences } from './references.ts';

type Group = z.input<typeof GroupInput>;

/** What a scale means; `paper` leaves the task's own defaults, which are the paper's. */
interface Size {
  steps?: number;
  learningRate?: number;
  schedule?: { kind: 'step-decay'; factor: number; milestones: number[] };
  channels: number;
  cropSize: number;
  seeds: number[];
  /** How many fixed models there are, over the range of the paper. */
  lambdas: number;
  /** Of each classical codec; left out, those that the task suggests. */
  qualities?: Record<'jpeg' | 'webp' | 'avif', number[]>;
  /** Pictures and steps of an evaluation. */
  evaluation: { examples: number; everySteps: number };
}

/**
 * Crops are as large as can be afforded: of 64 pixels the hyper-latents are one position, all border, and the hyperprior of
 * such a model takes five times the bits for whole photographs (measured after 300 steps).
 */
const SIZES: Record<PresetScale, Size> = {
  tiny: {
    steps: 400,
    learningRate: 1e-3,
    schedule: { kind: 'step-decay', factor: 0.3, milestones: [0.7, 0.9] },
    channels: 16,
    cropSize: 128,
    seeds: [0],
    lambdas: 3,
    qualities: { jpeg: [10, 50, 90], webp: [15, 60, 92], avif: [15, 55, 85] },
    evaluation: { examples: 1, everySteps: 400 },
  },
  small: {
    steps: 2500,
    learningRate: 1e-3,
    schedule: { kind: 'step-decay', factor: 0.3, milestones: [0.7, 0.9] },
    channels: 48,
    cropSize: 256,
    seeds: [0],
    lambdas: 5,
    qualities: { jpeg: [5, 10, 20, 50, 80], webp: [5, 15, 30, 60, 85], avif: [15, 25, 35, 55, 75] },
    evaluation: { examples: 4, everySteps: 1250 },
  },
  paper: {
    channels: 192,
    cropSize: 256,
    seeds: [0],
    lambdas: 8,
    evaluation: { examples: 100, everySteps: 100_000 },
  },
};

const BATCH_SIZE = 8;
/** From 192 to 256 channels. */
const WIDER = 4 / 3;
const RANGE = { min: 1.2e-3, max: 2.6e-1 };

/** Fixed weights beside YOTO, with wider layers, larger batches, and both; classical codecs on the same pictures. */
function rateDistortion(
  scale: PresetScale,
  { figure, title, folder }: { figure: string; title: string; folder: string },
): SweepSpecInput {
  const { channels, cropSize, lambdas, qualities, ...training } = SIZES[scale];
  const yoto = {
    kind: 'yoto',
    distribution: { distortion: { kind: 'log-uniform', ...RANGE } },
  } as const;
  const larger = { batchSize: 2 * BATCH_SIZE };
  const wider = { widthMultiplier: WIDER };
  const groups: Group[] = [
    { ...yoto, name: 'YOTO' },
    { ...yoto, ...larger, name: 'YOTO batch16' },
    { ...yoto, ...wider, name: 'YOTO wider' },
    { ...yoto, ...wider, ...larger, name: 'YOTO wider batch16' },
    {
      kind: 'fixed',
      name: 'fixed weights',
      lambdas: { distortion: { logSpaced: { ...RANGE, count: lambdas } } },
    },
    ...compressionReferences.map(
      ({ id, label }): Group => ({
        kind: 'reference',
        name: label,
        reference: id,
        ...(qualities ? { settings: qualities[id as keyof typeof qualities] } : {}),
      }),
    ),
  ];
  return {
    name: `Figure ${figure}: image compression on ${title} (${scale})`,
    description:
      `Rate and distortion of YOTO models beside a grid of models with fixed weights, on the pictures of the folder ` +
      `"${folder}"; trained on those of "photos" (paper, section 4.2)`,
    task: { id: 'compression', params: { channels } },
    dataset: { id: 'images', params: { folder: 'photos', evaluationFolder: folder, cropSize } },
    defaults: {
      ...training,
      batchSize: BATCH_SIZE,
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
