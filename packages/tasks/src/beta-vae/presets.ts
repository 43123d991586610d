/** The experiments of section 4.1 and appendix B.1, as sweeps: the same groups at every scale, fewer steps and betas. */
import type { GroupInput, Preset, PresetScale, SweepSpecInput } from '@yoto/core';
import type { z } from 'zod';

type Group = z.input<typeof GroupInput>;

/** What a scale means for a data set; `paper` leaves the task's own defaults, which are the paper's. */
interface Size {
  steps?: number;
  batchSize?: number;
  learningRate?: number;
  /** k of FiLM, where the data set's own (the authors') does not suit runs as short as these. */
  filmStrength?: number;
  maxGradientNorm?: number;
  /** Relative to the paper's channels; the wider models have 1.5 times as many. */
  width: number;
  seeds: number[];
  /** Powers of two between neighbouring betas. */
  betaStep: number;
  evaluationExamples: number;
}

interface Setting {
  /** Where the rendered scenes stand in for the original pictures, which are 5.9 GB. */
  dataset: (scale: PresetScale) => string;
  title: string;
  /** Exponents of the least and greatest beta. */
  betas: { from: number; to: number };
  sizes: Record<PresetScale, Size>;
}

/**
 * Short runs on CIFAR-10. With k = 0.1 the first gradient of a YOTO model is thousands of times a usual one (norm 3e7;
 * usual: 1e3), and Adam's second moments remember it for thousands of steps: little of 600,000 (never run here), all of
 * 4,000. So FiLM starts nearer the identity, and gradients are clipped just above their usual norm, with which the greatest
 * of the authors' learning rates is stable (docs/results/beta-vae.md).
 */
const SHORT_RUNS_ON_CIFAR10 = { learningRate: 1.6e-3, filmStrength: 0.03, maxGradientNorm: 3000 };

const CIFAR10: Setting = {
  dataset: () => 'cifar10',
  title: 'CIFAR-10',
  betas: { from: -1, to: 9 },
  sizes: {
    tiny: {
      ...SHORT_RUNS_ON_CIFAR10,
      steps: 300,
      batchSize: 32,
      width: 0.5,
      seeds: [0],
      betaStep: 5,
      evaluationExamples: 256,
    },
    small: {
      ...SHORT_RUNS_ON_CIFAR10,
      steps: 1200,
      batchSize: 64,
      width: 0.5,
      seeds: [0, 1, 2],
      betaStep: 2,
      evaluationExamples: 1000,
    },
    paper: { width: 1, seeds: [0, 1, 2], betaStep: 1, evaluationExamples: 10_000 },
  },
};

/** Its k = 0.01 is near enough to the identity; gradients of 500 to 1,900 are usual, the first of a YOTO model is 18,000. */
const SHORT_RUNS_ON_SHAPES3D = { learningRate: 2e-3, maxGradientNorm: 1500 };

const SHAPES3D: Setting = {
  dataset: (scale) => (scale === 'paper' ? 'shapes3d' : 'shapes3d-rendered'),
  title: 'Shapes3D',
  betas: { from: -1, to: 11 },
  sizes: {
    tiny: {
      ...SHORT_RUNS_ON_SHAPES3D,
      steps: 300,
      batchSize: 32,
      width: 0.5,
      seeds: [0],
      betaStep: 6,
      evaluationExamples: 256,
    },
    small: {
      ...SHORT_RUNS_ON_SHAPES3D,
      steps: 1200,
      batchSize: 32,
      width: 0.5,
      seeds: [0, 1, 2],
      betaStep: 2,
      evaluationExamples: 1024,
    },
    paper: { width: 1, seeds: [0, 1, 2], betaStep: 1, evaluationExamples: 10_000 },
  },
};

const WIDER = 1.5;

const betaRange = ({ betas }: Setting) => ({ min: 2 ** betas.from, max: 2 ** betas.to });

function sweep(
  setting: Setting,
  scale: PresetScale,
  words: { name: string; description: string },
  groups: Group[],
): SweepSpecInput {
  const size = setting.sizes[scale];
  const { width, seeds, evaluationExamples, betaStep: _betaStep, ...others } = size;
  const { filmStrength: strength, maxGradientNorm, ...training } = others;
  return {
    name: `${words.name} (${scale})`,
    description: words.description,
    task: { id: 'beta-vae' },
    dataset: { id: setting.dataset(scale) },
    defaults: {
      ...training,
      ...(strength === undefined ? {} : { conditioning: { strength } }),
      ...(maxGradientNorm === undefined ? {} : { optimiser: { maxGradientNorm } }),
      seeds,
      widthMultiplier: width,
      evaluation: { examples: evaluationExamples },
    },
    groups,
  };
}

function fixedGrid(setting: Setting, scale: PresetScale): Extract<Group, { kind: 'fixed' }> {
  const { from, to } = setting.betas;
  const powers = { base: 2, from, to, step: setting.sizes[scale].betaStep };
  return { kind: 'fixed', name: 'fixed weights', lambdas: { kl: { powers } } };
}

function yoto(setting: Setting): Extract<Group, { kind: 'yoto' }> {
  return { kind: 'yoto', name: 'YOTO', distribution: { kl: { kind: 'log-uniform', ...betaRange(setting) } } };
}

/** Fixed weights, YOTO, and both with wider layers; the single-model baseline follows from the fixed grid. */
function figure2(setting: Setting, scale: PresetScale): SweepSpecInput {
  const wide = setting.sizes[scale].width * WIDER;
  const words = {
    name: `Figure 2: beta-VAE on ${setting.title}`,
    description:
      'Frontier and full loss of YOTO beside a grid of models with fixed weights, at two widths (paper, section 4.1)',
  };
  return sweep(setting, scale, words, [
    yoto(setting),
    { ...yoto(setting), name: 'YOTO wider', widthMultiplier: wide },
    fixedGrid(setting, scale),
    { ...fixedGrid(setting, scale), name: 'fixed weights wider', widthMultiplier: wide },
  ]);
}

/** Every combination of how lambda is drawn, how the model is told, and whether it sees the logarithm. */
function figure4(scale: PresetScale): SweepSpecInput {
  const range = betaRange(CIFAR10);
  const median = Math.sqrt(range.min * range.max);
  // Two standard deviations reach the ends of the range.
  const sigma = Math.log(range.max / median) / 2;
  const distributions = {
    'log-uniform': { kind: 'log-uniform', ...range },
    uniform: { kind: 'uniform', ...range },
    'log-normal': { kind: 'log-normal', median, sigma, ...range },
  } as const;
  const groups = Object.entries(distributions).flatMap(([drawn, kl]) =>
    (['film', 'concat', 'input'] as const).flatMap((kind) =>
      (['log', 'raw'] as const).map(
        (preprocess): Group => ({
          kind: 'yoto',
          name: `${drawn}, ${kind}, ${preprocess}`,
          distribution: { kl },
          conditioning: { kind, preprocess },
        }),
      ),
    ),
  );
  const words = {
    name: 'Figure 4: ablation of the beta-VAE on CIFAR-10',
    description:
      'How lambda is drawn x how the model is told x logarithm or not, beside fixed weights (paper, section 4.1.1)',
  };
  return sweep(CIFAR10, scale, words, [...groups, fixedGrid(CIFAR10, scale)]);
}

/** The two extreme models of the grid, mixed: a baseline that is no VAE, so the paper keeps it out of figure 2. */
function figure9(setting: Setting, scale: PresetScale): SweepSpecInput {
  const words = {
    name: `Figure 9: interpolation baseline on ${setting.title}`,
    description:
      'The two extreme models of a grid, their posteriors and outputs averaged, beside YOTO and the grid (paper, appendix B.1)',
  };
  return sweep(setting, scale, words, [yoto(setting), { ...fixedGrid(setting, scale), interpolation: true }]);
}

export const betaVaePresets: readonly Preset[] = [
  {
    name: 'figure-2-cifar10',
    title: 'beta-VAE on CIFAR-10',
    description: 'YOTO, wider YOTO, and the grids of fixed weights on CIFAR-10',
    source: 'figure 2 (a, b)',
    spec: (scale) => figure2(CIFAR10, scale),
  },
  {
    name: 'figure-2-shapes3d',
    title: 'beta-VAE on Shapes3D',
    description: 'YOTO, wider YOTO, and the grids of fixed weights on Shapes3D',
    source: 'figure 2 (c, d)',
    spec: (scale) => figure2(SHAPES3D, scale),
  },
  {
    name: 'figure-4-ablation',
    title: 'Ablation of the beta-VAE',
    description: 'Distribution of lambda x conditioning x preprocessing on CIFAR-10',
    source: 'figure 4',
    spec: figure4,
  },
  {
    name: 'figure-9-interpolation',
    title: 'Interpolation baseline on CIFAR-10',
    description: 'Mixtures of the two extreme fixed models on CIFAR-10, beside YOTO and the grid',
    source: 'figure 9 (a, b)',
    spec: (scale) => figure9(CIFAR10, scale),
  },
  {
    name: 'figure-9-interpolation-shapes3d',
    title: 'Interpolation baseline on Shapes3D',
    description: 'Mixtures of the two extreme fixed models on Shapes3D, beside YOTO and the grid',
    source: 'figure 9 (c, d)',
    spec: (scale) => figure9(SHAPES3D, scale),
  },
];
