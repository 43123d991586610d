/** Sweeps over seeds with known frontiers, for tests of comparisons. */
import type { Lambda } from '@yoto/core';
import type { ComparedEvaluation, ComparedJob, ComparisonInput } from '../comparison-input.ts';
import { fixedGroup, job, type Losses, point, task, yotoGroup } from './small-sweep.ts';

export interface SeededSweep {
  betas: readonly number[];
  fixedSeeds: readonly number[];
  yotoSeeds: readonly number[];
  /** Both losses of a YOTO model are this much above the fixed models', times (1 + seed). */
  excess: number;
  fixedSeconds?: number;
  yotoSeconds?: number;
}

/** The losses that minimise reconstruction + beta * kl on the frontier reconstruction * kl = 100. */
const bestLosses = (beta: number): { reconstruction: number; kl: number } => ({
  reconstruction: 10 * Math.sqrt(beta),
  kl: 10 / Math.sqrt(beta),
});

/** A fixed grid on that frontier, the same for every seed but for a noise that both methods share, and YOTO above it. */
export function seededSweep(sweep: SeededSweep): ComparisonInput {
  const { betas, fixedSeeds, yotoSeeds, excess, fixedSeconds = 10, yotoSeconds = 15 } = sweep;
  const lambdas: Lambda[] = betas.map((kl) => ({ kl }));
  const jobs: ComparedJob[] = [];
  const evaluations: ComparedEvaluation[] = [];
  const evaluate = (jobId: string, beta: number, above: number) => {
    const { reconstruction, kl } = bestLosses(beta);
    const losses: Losses = { reconstruction: reconstruction + above, kl: kl + above };
    evaluations.push(point(jobId, { kl: beta }, losses));
  };
  const noise = (seed: number) => 0.5 * seed;
  for (const seed of fixedSeeds) {
    for (const beta of betas) {
      const id = `f${beta}/${seed}`;
      jobs.push({ ...job(id, 'grid', { kl: beta }, 'completed', seed), deviceSeconds: fixedSeconds });
      evaluate(id, beta, noise(seed));
    }
  }
  for (const seed of yotoSeeds) {
    const id = `y/${seed}`;
    jobs.push({ ...job(id, 'yoto', null, 'completed', seed), deviceSeconds: yotoSeconds });
    for (const beta of betas) evaluate(id, beta, noise(seed) + excess * (1 + seed));
  }
  return {
    sweepId: 'sweep',
    task,
    spec: { groups: [yotoGroup('yoto', lambdas), fixedGroup('grid', lambdas)] },
    jobs,
    evaluations,
  };
}
