/** Frontiers for tests of charts. */
import type { FrontierPoint, FrontierSeries, SweepFrontier } from '@yoto/core';

export const point = (kl: number, over: Partial<FrontierPoint> = {}): FrontierPoint => ({
  lambda: { kl },
  x: 10 / kl,
  y: 100 + kl,
  fullLoss: 110 + kl,
  differenceToFixed: 0,
  seeds: 1,
  xDeviation: null,
  yDeviation: null,
  fullLossDeviation: null,
  ...over,
});

export function series(
  name: string,
  method: FrontierSeries['method'],
  points: FrontierPoint[],
): FrontierSeries {
  const summary = {
    meanDifferenceToFixed: null,
    worstDifferenceToFixed: null,
    meanFullLoss: null,
    jobs: points.length,
    completedJobs: points.length,
    steps: 100,
    deviceSeconds: 1,
  };
  return { name, method, points, summary };
}

export const frontier = (all: FrontierSeries[], terms = ['kl']): SweepFrontier => ({
  sweepId: '00000000-0000-4000-8000-000000000000',
  axes: {
    x: { name: 'kl', label: 'KL divergence', unit: 'nats' },
    y: { name: 'reconstruction', label: 'Reconstruction' },
  },
  terms,
  series: all,
  singleModel: null,
  complete: true,
});
