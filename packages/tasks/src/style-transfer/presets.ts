/** The experiments of section 4.3 and appendix B.2 as sweeps: the same groups at every scale. */
import type { GroupInput, Preset, PresetScale, SweepSpecInput } from '@yoto/core';
import type { z } from 'zod';

type Group = z.input<typeof GroupInput>;
const DEFAULT_STYLES = { 'style-1': 1e-3, 'style-2': 1e-3, 'style-3': 1e-3, 'style-4': 1e-2 };
/** The default weights of Ghiasi et al. 2017 (paper, section 4.3). */
export const DEFAULT_WEIGHTS = { content: 2, ...DEFAULT_STYLES };

type Grid = Extract<Group, { kind: 'fixed' }>['lambdas'];

/** What a scale means; `paper` leaves the task's own defaults, which are the paper's. */
interface Size {
  task: Record<string, unknown>;
  dataset: { id: string; params: Record<string, unknown> };
  training?: typeof SHORT_RUN;
  /** Left out: as the task has them, for models of both kinds. */
  steps?: { fixed: number; yoto: number };
  batchSize: number;
  /** Values of the content weight from end to end of its range, along which figure 6b runs. */
  contentWeights: number[];
  /** Values of a weight relative to its default, in the columns of the picture grids; the default itself is always there. */
  factors: number[];
  evaluationExamples: number;
}

/**
 * Thirty times the learning rate of the paper, which trains for two million steps, and gradients of one length: those of YOTO are now and
 * then a hundred times as long as usual, and unclipped a run painted nothing but white after 190 steps. `weightBalance` keeps examples with great
 * weights from being all that a short YOTO run learns from. One model for all weights needs more steps
 * than one for each, and a fraction of all of them together (docs/results/style-transfer.md).
 */
const SHORT_RUN = {
  learningRate: 3e-4,
  schedule: { kind: 'step-decay', factor: 0.5, milestones: [0.5, 0.7, 0.85, 0.95] },
  optimiser: { weightBalance: 0.5, maxGradientNorm: 1 },
  conditioning: { kind: 'film', preprocess: 'centred-log' },
} satisfies SweepSpecInput['defaults'];

const SIZES: Record<PresetScale, Size> = {
  tiny: {
    task: { channels: 8 },
    dataset: { id: 'patterns', params: { imageSize: 32 } },
    training: SHORT_RUN,
    steps: { fixed: 200, yoto: 600 },
    batchSize: 4,
    contentWeights: [0.1, 2, 100],
    factors: [0.1, 10],
    evaluationExamples: 14,
  },
  small: {
    task: { channels: 16, featureNetwork: 'vgg19-blocks-1-3' },
    dataset: { id: 'pictures', params: { imageSize: 64, evaluationShare: 0.15 } },
    training: SHORT_RUN,
    steps: { fixed: 250, yoto: 1200 },
    batchSize: 2,
    contentWeights: [0.1, 0.2, 2, 20, 100],
    factors: [0.1, 10],
    evaluationExamples: 16,
  },
  paper: {
    task: { featureNetwork: 'vgg16', styleNetwork: 'inception-v3' },
    dataset: { id: 'pictures', params: { folder: 'imagenet', imageSize: 256 } },
    batchSize: 8,
    contentWeights: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100],
    factors: [0.1, 0.3, 3, 10],
    evaluationExamples: 140,
  },
};

/** Of all five weights, from the data set's ranges (paper, appendix A.3), unless some are held. */
function yoto(scale: PresetScale, name: string, held: Readonly<Record<string, number>> = {}): Group {
  const steps = SIZES[scale].steps?.yoto;
  const values = Object.entries(held).map(([weight, value]) => [weight, { kind: 'fixed', value }] as const);
  return {
    kind: 'yoto',
    name,
    ...(steps === undefined ? {} : { steps }),
    ...(values.length === 0 ? {} : { distribution: Object.fromEntries(values) }),
  };
}

function sweep(
  scale: PresetScale,
  words: { name: string; description: string },
  groups: Group[],
): SweepSpecInput {
  const { task, dataset, training, steps, batchSize, evaluationExamples } = SIZES[scale];
  return {
    name: `${words.name} (${scale})`,
    description: words.description,
    task: { id: 'style-transfer', params: task },
    dataset,
    defaults: {
      ...training,
      ...(steps === undefined ? {} : { steps: steps.fixed }),
      batchSize,
      // Short runs are evaluated once, at their end: at eleven lambdas that is as long as a hundred steps.
      evaluation: { examples: evaluationExamples, ...(steps && { everySteps: steps.yoto }) },
    },
    groups,
  };
}

/** One model for the default weights and one for each weight ten times as great or as small. */
function figure6a(scale: PresetScale): SweepSpecInput {
  const words = {
    name: 'Figure 6a: style transfer, one weight at a time',
    description:
      'Full loss of a YOTO model over five weights, of models trained for each of eleven settings, and of the one trained for the default (paper, section 4.3)',
  };
  return sweep(scale, words, [
    yoto(scale, 'YOTO'),
    {
      kind: 'fixed',
      name: 'fixed weights',
      lambdas: { oneAtATime: { factors: [0.1, 10] } },
      singleModel: 'default',
    },
  ]);
}

/** The trade of content for style, with a YOTO model that varies the content weight alone, and mixed pictures. */
function figure6b(scale: PresetScale): SweepSpecInput {
  const words = {
    name: 'Figure 6b: style transfer along the content weight',
    description:
      'Content loss against the sum of the style losses: YOTO, a YOTO specialist for the content weight, fixed weights, and the mixed pictures of the two extreme models (paper, section 4.3)',
  };
  return sweep(scale, words, [
    yoto(scale, 'YOTO'),
    yoto(scale, 'YOTO specialist', DEFAULT_STYLES),
    {
      kind: 'fixed',
      name: 'fixed weights',
      lambdas: { content: SIZES[scale].contentWeights },
      interpolation: true,
    },
  ]);
}

/** YOTO above fixed models, one column per value of a weight (the dashboard's pictures along a slice). */
function pictureGrid(
  scale: PresetScale,
  words: { name: string; description: string },
  lambdas: Grid,
): SweepSpecInput {
  return sweep(scale, words, [yoto(scale, 'YOTO'), { kind: 'fixed', name: 'fixed weights', lambdas }]);
}

/** The two weights that contribute most to the full loss. */
function figure7(scale: PresetScale): SweepSpecInput {
  const values = (name: 'content' | 'style-3') =>
    SIZES[scale].factors.map((factor) => ({
      [name]: Number((DEFAULT_WEIGHTS[name] * factor).toPrecision(12)),
    }));
  const words = {
    name: 'Figure 7: pictures along two weights',
    description:
      'Stylised pictures of YOTO beside models with fixed weights, as the content weight and the third style weight grow (paper, section 4.3)',
  };
  return pictureGrid(scale, words, [{}, ...values('content'), ...values('style-3')]);
}

/** All five. */
function figure11(scale: PresetScale): SweepSpecInput {
  const words = {
    name: 'Figure 11: pictures along every weight',
    description:
      'Stylised pictures of YOTO beside models with fixed weights, as each of the five weights grows (paper, appendix B.2)',
  };
  return pictureGrid(scale, words, { oneAtATime: { factors: SIZES[scale].factors } });
}

export const stylePresets: readonly Preset[] = [
  {
    name: 'figure-6a',
    title: 'Style transfer, one weight at a time',
    description:
      'Full loss of YOTO, of eleven models with fixed weights, and of the default one, at eleven settings',
    source: 'figure 6 (a)',
    spec: figure6a,
  },
  {
    name: 'figure-6b',
    title: 'Style transfer along the content weight',
    description: 'Content against style: YOTO, a YOTO specialist, fixed weights, and mixed pictures',
    source: 'figure 6 (b)',
    spec: figure6b,
  },
  {
    name: 'figure-7',
    title: 'Pictures along two weights of style transfer',
    description: 'YOTO above fixed weights, as the content weight and the third style weight grow',
    source: 'figure 7',
    spec: figure7,
  },
  {
    name: 'figure-11',
    title: 'Pictures along all weights of style transfer',
    description: 'YOTO above fixed weights, as each of the five weights grows',
    source: 'figure 11',
    spec: figure11,
  },
];
