/** The experiments that seeded sweeps are of, and what their models would measure: a trade-off with a known shape. */
import type { SweepSpecInput } from '@yoto/core';

export interface ExperimentKind {
  title: string;
  task: string;
  dataset: string;
  /** The one weight that varies, and where the grid lies. */
  weight: string;
  from: number;
  to: number;
  /** Losses of a model at `u`, from 0 at the least weight to 1 at the greatest. */
  losses(u: number): Record<string, number>;
  metrics(u: number): Record<string, number>;
}

const betaVae = {
  task: 'beta-vae',
  weight: 'kl',
  losses: (u: number) => ({ reconstruction: 3400 + 420 * u ** 1.6, kl: 4 + 62 * Math.exp(-3.2 * u) }),
  metrics: (u: number) => ({ mse: 0.004 + 0.022 * u ** 1.6, psnr: 26 - 8 * u }),
};

export const KINDS: readonly ExperimentKind[] = [
  { ...betaVae, title: 'beta-VAE, rendered scenes', dataset: 'shapes3d-rendered', from: 1, to: 512 },
  { ...betaVae, title: 'beta-VAE, CIFAR-10', dataset: 'cifar10', from: 0.5, to: 128 },
  { ...betaVae, title: 'beta-VAE, Shapes3D', dataset: 'shapes3d', from: 2, to: 1024 },
];

interface SpecSize {
  steps: number;
  metricsEverySteps: number;
  seeds: number;
  /** Lambdas of each grid. */
  lambdas: number;
  /** With a grid of wider models as well. */
  wider?: boolean;
}

/** One YOTO model and a grid of fixed ones for each seed: `1 + lambdas` jobs, or `1 + 2 * lambdas` with wider ones. */
export function comparisonSpec(kind: ExperimentKind, name: string, size: SpecSize): SweepSpecInput {
  const { task, dataset, weight, from, to } = kind;
  const { steps, metricsEverySteps, seeds, lambdas, wider = false } = size;
  const grid = { [weight]: gridValues(from, to, lambdas) };
  const fixed = { kind: 'fixed' as const, lambdas: grid };
  return {
    name,
    task: { id: task },
    dataset: { id: dataset },
    defaults: { steps, metricsEverySteps, seeds: Array.from({ length: seeds }, (_, seed) => seed) },
    groups: [
      {
        name: 'YOTO',
        kind: 'yoto',
        distribution: { [weight]: { kind: 'log-uniform', min: from, max: to } },
        evaluation: { lambdas: grid },
      },
      { ...fixed, name: 'fixed grid' },
      ...(wider ? [{ ...fixed, name: 'fixed grid, wider', widthMultiplier: 1.5 }] : []),
    ],
  };
}

/** Evenly on a log axis, in three digits. */
const gridValues = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) =>
    Number((from * (to / from) ** (count < 2 ? 0 : i / (count - 1))).toPrecision(3)),
  );
