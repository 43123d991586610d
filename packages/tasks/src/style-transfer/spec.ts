/** Fast style transfer, section 4.3: what it is asked, without a tensor. */
import type { DatasetSpec, TaskSpec, TrainingDefaults } from '@yoto/core';
import { FEATURE_NETWORKS } from '@yoto/features/specs';
import { z } from 'zod';
import { styleCommands } from './commands/specs.ts';
import { DEFAULT_WEIGHTS, stylePresets } from './presets.ts';

/** Inception only describes styles. */
const lossNetworks = FEATURE_NETWORKS.filter(({ id }) => id !== 'inception-v3').map(({ id }) => id);

const StyleTransferParams = z.strictObject({
  channels: z.int().min(1).max(1024).default(32).meta({
    title: 'Channels',
    description: 'Of the first layer; the next has twice, the residual blocks four times as many',
  }),
  featureNetwork: z.enum(lossNetworks).default('small-vgg').meta({
    title: 'Feature network',
    description:
      'The frozen network that content and style are compared in. Losses of different networks cannot be compared',
  }),
  featureWeights: z.string().min(1).optional().meta({
    title: 'Weights of the feature network',
    description: 'A file in the data folder; left out, it is looked for by its usual names',
  }),
  styleNetwork: z.enum(['feature-network', 'inception-v3']).default('feature-network').meta({
    title: 'Style network',
    description:
      'The frozen network that tells the style predictor what a style image is like: Inception v3 in the paper, or the feature network',
  }),
  styleWeights: z.string().min(1).optional().meta({
    title: 'Weights of the style network',
    description: 'A file in the data folder; left out, it is looked for by its usual names',
  }),
  download: z.boolean().default(false).meta({
    title: 'Download',
    description: 'Fetch weights that are missing into the data folder',
  }),
});
export type StyleTransferParams = z.output<typeof StyleTransferParams>;

/** Of the first layer of a job's model. */
export const transformerChannels = (
  { channels }: Pick<StyleTransferParams, 'channels'>,
  widthMultiplier: number,
): number => Math.max(1, Math.round(channels * widthMultiplier));

const ImageSize = z.int().min(32).max(1024).multipleOf(4).default(256).meta({
  title: 'Image size',
  description: 'Side of the square content and style images, in pixels: a multiple of 4',
});

const PicturesParams = z.strictObject({
  folder: z.string().min(1).default('photos').meta({
    title: 'Content folder',
    description:
      'PNG, JPEG and WebP files at any depth: a path in the data folder, or a folder that the worker allows by name',
  }),
  evaluationFolder: z.string().min(1).optional().meta({
    title: 'Evaluation folder',
    description: 'Held-out contents; left out, a share of the content folder is held out by its file names',
  }),
  evaluationShare: z.number().gt(0).lt(1).default(0.1).meta({
    title: 'Evaluation share',
    description: 'Of the contents, where there is no evaluation folder',
  }),
  styleFolder: z.string().min(1).default('paintings').meta({
    title: 'Style folder',
    description: 'The styles to train on; they are evaluated as well, each as a whole',
  }),
  imageSize: ImageSize,
  flip: z.boolean().default(true).meta({ title: 'Flip', description: 'Mirror half of the training images' }),
});
export type PicturesParams = z.output<typeof PicturesParams>;

/** The ranges of the paper, appendix A.3. */
const CONTENT_WEIGHTS = { min: 0.1, max: 100 };
const STYLE_WEIGHTS = { min: 1e-4, max: 1e-1 };
const LAST_STYLE_WEIGHTS = { min: 1e-3, max: 1 };

/** Appendix A.3; the batch size is that of Ghiasi et al. 2017. */
const PAPER: TrainingDefaults = {
  steps: 2_000_000,
  batchSize: 8,
  learningRate: 1e-5,
  weightDecay: 0,
  schedule: { kind: 'constant' },
  filmStrength: 0.1,
  conditioningHiddenUnits: 512,
  distribution: {
    content: { kind: 'log-uniform', ...CONTENT_WEIGHTS },
    'style-1': { kind: 'log-uniform', ...STYLE_WEIGHTS },
    'style-2': { kind: 'log-uniform', ...STYLE_WEIGHTS },
    'style-3': { kind: 'log-uniform', ...STYLE_WEIGHTS },
    'style-4': { kind: 'log-uniform', ...LAST_STYLE_WEIGHTS },
  },
};

const patterns: DatasetSpec = {
  id: 'patterns',
  title: 'Generated patterns',
  description: 'Drawn scenes as contents and textures as styles. Needs no files.',
  params: z.strictObject({ imageSize: ImageSize }),
  defaults: PAPER,
};

const pictures: DatasetSpec = {
  id: 'pictures',
  title: 'Folders of photographs and paintings',
  description: 'Content images from one folder, style images from another.',
  params: PicturesParams,
  defaults: PAPER,
};

export const styleTransferSpec: TaskSpec = {
  id: 'style-transfer',
  title: 'Style transfer',
  description:
    'A network that paints a picture in the style of another, whose loss trades the content of the one for four scales of the style of the other.',
  paper: 'You Only Train Once: Loss-Conditional Training of Deep Networks, section 4.3',
  params: StyleTransferParams,
  // First the one that needs no files.
  datasets: [patterns, pictures],
  lossTerms: [
    { name: 'content', label: 'Content loss', weight: { ...CONTENT_WEIGHTS, scale: 'log' } },
    { name: 'style-1', label: 'Style loss 1', weight: { ...STYLE_WEIGHTS, scale: 'log' } },
    { name: 'style-2', label: 'Style loss 2', weight: { ...STYLE_WEIGHTS, scale: 'log' } },
    { name: 'style-3', label: 'Style loss 3', weight: { ...STYLE_WEIGHTS, scale: 'log' } },
    { name: 'style-4', label: 'Style loss 4', weight: { ...LAST_STYLE_WEIGHTS, scale: 'log' } },
    { name: 'tv', label: 'Total variation', weight: { fixed: 1e4 } },
  ],
  sums: [
    { name: 'style', label: 'Sum of style losses', terms: ['style-1', 'style-2', 'style-3', 'style-4'] },
  ],
  defaultLambda: DEFAULT_WEIGHTS,
  metrics: [],
  frontierAxes: { x: 'content', y: 'style' },
  interpolates: true,
  presets: stylePresets,
  commands: styleCommands,
};
