import type { SweepComparison } from '@yoto/core';
import { expect, it } from 'vitest';
import { compareSweep } from './comparison/compare-sweep.ts';
import { headlines } from './headlines.ts';
import { seededSweep } from './testing/seeded-sweep.ts';

/** Fixed models lose 20 sqrt(beta) + 0.25 (1 + beta); YOTO loses `excess` (1 + beta) more. */
const compared = (over = {}): SweepComparison =>
  compareSweep(seededSweep({ betas: [1, 4], fixedSeeds: [0], yotoSeeds: [0], excess: 1, ...over }), {
    resamples: 0,
  });

it('says in one sentence what one model costs and loses', () => {
  // Fixed: 20 and 40; YOTO: 2 and 5 more.
  expect(headlines(compared())).toEqual([
    'One model of yoto costs as much as 1.5 of the 2 fixed models and loses 11.7 % on average, 12.5 % at worst (kl 4).',
  ]);
});

it('says where one model is better, and never contradicts itself', () => {
  expect(headlines(compared({ excess: -1 }))[0]).toMatch(
    /and gains 11.7 % on average, and is worse at none of 2 lambdas\.$/,
  );
  expect(headlines(compared({ excess: 0 }))[0]).toMatch('equals them on average');
});

it('leaves out what is not measured', () => {
  expect(headlines(compared({ fixedSeconds: 0 }))).toEqual([
    'One model of yoto loses 11.7 % on average, 12.5 % at worst (kl 4).',
  ]);
  expect(headlines({ ...compared(), breakEven: [] })).toEqual([]);
});
