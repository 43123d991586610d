/** Analyses for tests, computed and not made up: a grid, and a YOTO group a little above it. */
import type { EvaluationPoint, SweepAnalysis } from '@yoto/core';
import { analyseSweep, type FrontierJob } from '@yoto/frontier';
import { planned, resolved, vaeSpec } from './tasks.ts';

interface AnalysedSweep {
  seeds?: number[];
  /** Lambdas at which the YOTO model is measured; the grid has all four. */
  yotoLambdas?: number[];
  measured?: boolean;
}

const BETAS = [1, 4, 16, 64];
/** Both losses of a YOTO model are this much above the fixed models', times (1 + seed). */
const EXCESS = 0.5;

export function analysis({
  seeds = [0, 1],
  yotoLambdas = BETAS,
  measured = true,
}: AnalysedSweep = {}): SweepAnalysis {
  const written = {
    name: 'analysed',
    task: { id: 'vae' },
    defaults: { seeds },
    groups: [
      { kind: 'fixed', name: 'grid', lambdas: { kl: BETAS } },
      { kind: 'yoto', name: 'YOTO', evaluation: { lambdas: yotoLambdas.map((kl) => ({ kl })) } },
    ],
  };
  const evaluations: (EvaluationPoint & { jobId: string })[] = [];
  const jobs = planned(written).jobs.map((job, index): FrontierJob => {
    const id = String(index);
    const isFixed = job.kind === 'fixed';
    const own = isFixed ? job.evaluation.lambdas.slice(0, 1) : job.evaluation.lambdas;
    for (const lambda of measured ? own : []) {
      const beta = lambda.kl ?? 1;
      const above = job.seed / 10 + (isFixed ? 0 : EXCESS * (1 + job.seed));
      const losses = { reconstruction: 10 * Math.sqrt(beta) + above, kl: 10 / Math.sqrt(beta) + above };
      evaluations.push({ jobId: id, step: 10, lambda, losses, metrics: {}, examples: 4 });
    }
    return {
      id,
      group: job.group,
      kind: job.kind,
      seed: job.seed,
      state: measured ? 'completed' : 'queued',
      lambda: isFixed ? (own[0] ?? null) : null,
      steps: 10,
      deviceSeconds: isFixed ? 10 + job.seed : 25,
    };
  });
  return analyseSweep({ sweepId: 'sweep', spec: resolved(written), task: vaeSpec, jobs, evaluations });
}
