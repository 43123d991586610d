import type { FrontierPoint, SweepFrontier } from '@yoto/core';
import { expect, test } from 'vitest';
import { frontierCsv, frontierTables } from './frontier-report.ts';

function point(beta: number, values: Partial<FrontierPoint> = {}): FrontierPoint {
  const none = { xDeviation: null, yDeviation: null, fullLossDeviation: null, differenceToFixed: null };
  return { lambda: { kl: beta }, x: 10 / beta, y: beta, fullLoss: 20, seeds: 1, ...none, ...values };
}

const SUMMARY = {
  meanDifferenceToFixed: 0.5,
  worstDifferenceToFixed: 1,
  meanFullLoss: 20,
  jobs: 1,
  completedJobs: 1,
  steps: 1200,
  deviceSeconds: 61,
};

const FRONTIER: SweepFrontier = {
  sweepId: '0192f0c1-2a3b-7c4d-8e5f-0123456789ab',
  axes: {
    x: { name: 'kl', label: 'KL', unit: 'nats' },
    y: { name: 'reconstruction', label: 'Reconstruction' },
  },
  terms: ['kl'],
  series: [
    { name: 'grid', method: 'fixed', points: [point(1), point(4)], summary: SUMMARY },
    {
      name: 'film',
      method: 'yoto',
      points: [point(1, { differenceToFixed: 0.25, seeds: 3, xDeviation: 0.125 })],
      summary: SUMMARY,
    },
    { name: 'late', method: 'yoto', points: [], summary: { ...SUMMARY, completedJobs: 0 } },
  ],
  singleModel: { lambda: { kl: 4 }, group: 'grid' },
  complete: false,
};

test('a table a series, the comparison, and what is still missing', () => {
  const text = frontierTables(FRONTIER);
  expect(text).toContain(
    'grid (fixed, 1 of 1 jobs completed)\nλ kl  KL (nats)  Reconstruction  full loss  vs fixed',
  );
  expect(text).toMatch(/^ +1 +10 ± 0\.125 +1 +20 +\+0\.25 +3$/m);
  expect(text).toContain('late (yoto, 0 of 1 jobs completed)\n  no evaluations yet');
  expect(text).toContain('the one of "grid" trained for kl 4');
  expect(text).toMatch(/^film +1,200 +1 min 1 s +20 +\+0\.5 +\+1$/m);
  expect(text).toContain('Not every job is completed');
  expect(frontierTables({ ...FRONTIER, complete: true })).not.toContain('Not every job');
});

test('CSV has a line a point and a column a weight', () => {
  const [header, first, ...rest] = frontierCsv(FRONTIER).split('\n');
  expect(header).toBe(
    'series,method,lambda.kl,kl,reconstruction,full_loss,difference_to_fixed,seeds,kl_deviation,reconstruction_deviation,full_loss_deviation',
  );
  expect(first).toBe('grid,fixed,1,10,1,20,,1,,,');
  expect(rest).toHaveLength(2);
});

test('a group whose name looks like a formula is text in a spreadsheet, and its numbers stay numbers', () => {
  const points = [point(1, { differenceToFixed: -2 })];
  const frontier = { ...FRONTIER, series: [{ ...FRONTIER.series[0]!, name: '=1+1', points }] };
  expect(frontierCsv(frontier).split('\n')[1]).toBe("'=1+1,fixed,1,10,1,20,-2,1,,,");
});

test('a reference has its setting where the others have their lambda, and no full loss', () => {
  const points = [10, 50].map((quality) => ({ ...point(1, { fullLoss: null }), lambda: { quality } }));
  const summary = { ...SUMMARY, meanFullLoss: null };
  const jpeg = { name: 'JPEG', method: 'reference' as const, points, summary };
  const frontier = { ...FRONTIER, series: [...FRONTIER.series, jpeg] };
  const text = frontierTables(frontier);
  expect(text).toMatch(/^JPEG \(reference, .*\nquality +KL \(nats\) +Reconstruction\n.*\n? *10 +10 +1$/m);
  const [header, grid, ...rest] = frontierCsv(frontier).split('\n');
  expect(header).toContain('lambda.kl,setting.quality,kl,');
  expect(grid).toBe('grid,fixed,1,,10,1,20,,1,,,');
  expect(rest.slice(-2)).toEqual(['JPEG,reference,,10,10,1,,,1,,,', 'JPEG,reference,,50,10,1,,,1,,,']);
});
