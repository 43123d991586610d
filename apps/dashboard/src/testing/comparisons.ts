/** Comparisons for tests, computed and not made up: a grid, and a YOTO group a little above it. */
import {
  type ComparisonPoint,
  type ComparisonSeries,
  type Estimate,
  isTrained,
  type Method,
  type SweepComparison,
} from '@yoto/core';
import { type ComparedJob, type ComparisonInput, compareSweep } from '@yoto/frontier';
import { planned, resolved, vaeSpec } from './tasks.ts';

interface ComparedSweep {
  seeds?: number[];
  /** Lambdas at which the YOTO model is measured; the grid has all four. */
  yotoLambdas?: number[];
  measured?: boolean;
}

const BETAS = [1, 4, 16, 64];
/** Both losses of a YOTO model are this much above the fixed models', times (1 + seed). */
const EXCESS = 0.5;

export function comparison({
  seeds = [0, 1],
  yotoLambdas = BETAS,
  measured = true,
}: ComparedSweep = {}): SweepComparison {
  const written = {
    name: 'compared',
    task: { id: 'vae' },
    defaults: { seeds },
    groups: [
      { kind: 'fixed', name: 'grid', lambdas: { kl: BETAS } },
      { kind: 'yoto', name: 'YOTO', evaluation: { lambdas: yotoLambdas.map((kl) => ({ kl })) } },
    ],
  };
  const evaluations: ComparisonInput['evaluations'][number][] = [];
  const jobs = planned(written)
    .jobs.filter(isTrained)
    .map((job, index): ComparedJob => {
      const id = String(index);
      const isFixed = job.kind === 'fixed';
      const own = isFixed ? job.evaluation.lambdas.slice(0, 1) : job.evaluation.lambdas;
      for (const lambda of measured ? own : []) {
        const beta = lambda.kl ?? 1;
        const above = job.seed / 10 + (isFixed ? 0 : EXCESS * (1 + job.seed));
        const losses = { reconstruction: 10 * Math.sqrt(beta) + above, kl: 10 / Math.sqrt(beta) + above };
        evaluations.push({ jobId: id, at: { lambda }, losses, metrics: {} });
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
  return compareSweep({ sweepId: 'sweep', spec: resolved(written), task: vaeSpec, jobs, evaluations });
}

/** An estimate with or without an interval, or none. */
export const estimate = (value: number | null, interval?: { low: number; high: number }): Estimate => ({
  value,
  reason: value === null ? 'it was not measured' : null,
  interval: interval ? { ...interval, level: 0.95, seeds: 2, resamples: 1000 } : null,
  intervalReason: interval ? null : 'one seed: no interval can be estimated',
});

interface PointOver {
  x?: Estimate;
  y?: Estimate;
  regret?: Estimate;
  seeds?: number;
}

/** A point of a series of one weight, with made-up values. */
export const point = (kl: number, over: PointOver = {}): ComparisonPoint => ({
  at: { lambda: { kl } },
  seeds: over.seeds ?? 1,
  diverged: 0,
  values: { kl: over.x ?? estimate(10 / kl), reconstruction: over.y ?? estimate(100 + kl) },
  fullLoss: estimate(110 + kl),
  regret: { seeds: 1, absolute: over.regret ?? estimate(0), relative: estimate(null) },
});

/** A series of such points: what is not about points is that of a computed one. */
export function series(name: string, method: Method, points: ComparisonPoint[]): ComparisonSeries {
  const [any] = comparison().series;
  const lambdas = points.filter(({ regret }) => regret.absolute.value !== null).length;
  return {
    ...any!,
    name,
    method,
    points,
    seeds: [...new Array(Math.max(0, ...points.map(({ seeds }) => seeds))).keys()],
    regret: { ...any!.regret, lambdas: method === 'fixed' ? 0 : lambdas },
  };
}

const AXES: SweepComparison['axes'] = {
  x: { name: 'kl', label: 'KL divergence', unit: 'nats', kind: 'term', better: 'lower' },
  y: { name: 'reconstruction', label: 'Reconstruction', kind: 'term', better: 'lower' },
};

/** A comparison of such series. */
export const comparisonOf = (
  all: ComparisonSeries[],
  over: Partial<SweepComparison> = {},
): SweepComparison => ({
  ...comparison(),
  axes: AXES,
  series: all,
  singleModel: { value: null, reason: 'made up' },
  ...over,
});
