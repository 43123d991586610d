import { resolveSweepSpec, type SweepComparison, taskCatalogue } from '@yoto/core';
import { type ComparedJob, type ComparisonInput, compareSweep } from '@yoto/frontier';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { comparisonCsv, comparisonText, pointTables } from './comparison-report.ts';

const task = {
  id: 'vae',
  title: 'VAE',
  params: z.strictObject({}),
  datasets: [
    {
      id: 'shapes',
      title: 'Shapes',
      params: z.strictObject({}),
      defaults: {
        steps: 10,
        batchSize: 4,
        learningRate: 0.1,
        weightDecay: 0,
        schedule: { kind: 'constant' as const },
        filmStrength: 1,
        conditioningHiddenUnits: 8,
        distribution: { kl: { kind: 'log-uniform' as const, min: 1, max: 4 } },
      },
    },
  ],
  lossTerms: [
    { name: 'reconstruction', label: 'Reconstruction', weight: { fixed: 1 } },
    { name: 'kl', label: 'KL', unit: 'nats', weight: { min: 0.5, max: 512, scale: 'log' as const } },
  ],
  metrics: [],
  frontierAxes: { x: 'kl', y: 'reconstruction' },
};

const spec = (yoto: string) =>
  resolveSweepSpec(
    {
      name: 'Small',
      task: { id: 'vae' },
      defaults: { seeds: [0, 1, 2] },
      groups: [
        { kind: 'fixed', name: 'grid', lambdas: { kl: [1, 4] } },
        { kind: 'yoto', name: yoto },
        { kind: 'yoto', name: 'late' },
      ],
    },
    taskCatalogue([task]),
  );

function inputOf(yoto = 'film'): ComparisonInput {
  const job = (id: string, group: string, seed: number, own: Partial<ComparedJob> = {}): ComparedJob => ({
    id,
    group,
    kind: 'yoto',
    seed,
    state: 'completed',
    lambda: null,
    steps: 400,
    deviceSeconds: 20,
    ...own,
  });
  const at = (jobId: string, kl: number, above: number) => ({
    jobId,
    at: { lambda: { kl } },
    losses: { reconstruction: 10 * kl + above, kl: 12 / kl },
    metrics: {},
  });
  const seeds = [0, 1, 2];
  return {
    sweepId: '0192f0c1-2a3b-7c4d-8e5f-0123456789ab',
    spec: spec(yoto),
    task,
    jobs: [
      ...seeds.flatMap((seed) =>
        [1, 4].map((kl) => job(`f${kl}/${seed}`, 'grid', seed, { kind: 'fixed', lambda: { kl } })),
      ),
      ...seeds.map((seed) => job(`y${seed}`, yoto, seed)),
      job('late', 'late', 0, { state: 'queued', steps: 0, deviceSeconds: 0 }),
    ],
    evaluations: seeds.flatMap((seed) => [
      ...[1, 4].map((kl) => at(`f${kl}/${seed}`, kl, 0)),
      ...[1, 4].map((kl) => at(`y${seed}`, kl, 0.25 * (1 + seed))),
    ]),
  };
}

/** The same with a codec, measured at two settings. */
function withCodec(comparison: SweepComparison): SweepComparison {
  const [grid] = comparison.series;
  const points = [10, 50].map((quality) => ({ ...grid!.points[0]!, at: { setting: { quality } } }));
  return {
    ...comparison,
    series: [...comparison.series, { ...grid!, name: 'JPEG', method: 'codec', points }],
  };
}

test('one table per series, the comparison, and what is still missing', () => {
  const text = comparisonText(compareSweep(inputOf()));
  expect(text).toContain('grid (fixed, 6 of 6 jobs completed)\nλ kl');
  expect(text).toMatch(/λ kl +KL \(nats\) +Reconstruction +full loss +regret +seeds/);
  // Regret 0.25, 0.5 and 0.75 of the three seeds.
  expect(text).toMatch(/^ +1 .* 22\.5 \[22\.25, 22\.75\] +\+0\.5 \[\+0\.25, \+0\.75\] +3$/m);
  expect(text).toContain('late (yoto, 0 of 1 jobs completed)\n  no evaluations yet');
  expect(text).toMatch(/single model: kl \d of "grid" \(the model with the least full loss/);
  expect(text).toMatch(/^film +1,200 +1 min$/m);
  expect(text).toMatch(
    /^One model of film costs as much as 1 of the .* fixed models and loses .* % at worst \(kl \d+\)\.$/m,
  );
  expect(text).toMatch(/film costs as much as 1 .* models of grid/);
  expect(text).toContain('Not every job is completed');
  expect(pointTables({ ...compareSweep(inputOf()), complete: true })).not.toContain('Not every job');
});

test('several weights: the regret at each lambda, and how to ask for a curve', () => {
  const comparison = compareSweep(inputOf(), { resamples: 0 });
  const reason = '2 parameters vary';
  const text = comparisonText({ ...comparison, varying: ['kl', 'tv'], slice: { value: null, reason } });
  expect(text).toContain('Regret at each lambda');
  expect(text).toContain('--slice kl');
  expect(text).toContain('none, as 2 parameters vary');
});

test('CSV has one row per point, every value with the ends of its interval', () => {
  const [header, first, ...rest] = comparisonCsv(compareSweep(inputOf())).split('\n');
  expect(header).toBe(
    'series,method,lambda.kl,seeds,diverged,reconstruction,reconstruction_low,reconstruction_high,kl,kl_low,kl_high,full_loss,full_loss_low,full_loss_high,regret,regret_low,regret_high,regret_share,regret_share_low,regret_share_high',
  );
  expect(first).toBe('grid,fixed,1,3,0,10,10,10,12,12,12,22,22,22,,,,,,');
  expect(rest[1]).toMatch(
    /^film,yoto,1,3,0,10\.5,10\.25,10\.75,12,12,12,22\.5,22\.25,22\.75,0\.5,0\.25,0\.75,/,
  );
});

test('a group whose name looks like a formula is text in a spreadsheet, and its numbers stay numbers', () => {
  const rows = comparisonCsv(compareSweep(inputOf('=1+1'), { resamples: 0 })).split('\n');
  expect(rows[3]).toMatch(/^'=1\+1,yoto,1,3,0,10\.5,,,12,/);
});

test('a codec has its setting where the others have their lambda, and no full loss', () => {
  const comparison = withCodec(compareSweep(inputOf(), { resamples: 0 }));
  expect(pointTables(comparison)).toMatch(
    /^JPEG \(codec, .*\nquality +KL \(nats\) +Reconstruction +seeds\n/m,
  );
  const [header, grid, ...rest] = comparisonCsv(comparison).split('\n');
  expect(header).toContain('lambda.kl,setting.quality,seeds,');
  expect(grid).toMatch(/^grid,fixed,1,,3,0,/);
  expect(rest.slice(-2).map((row) => row.slice(0, 15))).toEqual(['JPEG,codec,,10,', 'JPEG,codec,,50,']);
});
