import { expect, it } from 'vitest';
import { jobsOfPoint } from './point-jobs.ts';

const job = (id: string, group: string, kl: number | null, seed: number) => ({
  ...{ id, group, seed },
  lambda: kl === null ? null : { kl },
});
const jobs = [
  job('a', 'grid', 1, 0),
  job('b', 'grid', 1, 1),
  job('c', 'grid', 2, 0),
  job('d', 'YOTO', null, 0),
];
const singleModel = { value: { lambda: { kl: 2 }, group: 'grid', rule: 'the middle one' }, reason: null };

it('finds the jobs of a point, one per seed', () => {
  const jobsOf = jobsOfPoint({ singleModel }, jobs);
  const at = { at: { lambda: { kl: 1 } } };
  expect(jobsOf({ name: 'grid', method: 'fixed' }, at)).toEqual([
    { id: 'a', label: 'seed 0' },
    { id: 'b', label: 'seed 1' },
  ]);
  expect(jobsOf({ name: 'YOTO', method: 'yoto' }, at).map(({ id }) => id)).toEqual(['d']);
  expect(jobsOf({ name: 'single model', method: 'single-model' }, at).map(({ id }) => id)).toEqual(['c']);
  const none = jobsOfPoint({ singleModel: { value: null, reason: 'there is no grid' } }, jobs);
  expect(none({ name: 'single model', method: 'single-model' }, at)).toEqual([]);
});
