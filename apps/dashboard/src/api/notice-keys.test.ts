import { expect, it } from 'vitest';
import { noticeKeys } from './notice-keys.ts';
import { keys } from './query-keys.ts';

const sweepId = 's';
const jobId = 'j';

it('asks for large answers only now and then while points arrive', () => {
  const { soon, later } = noticeKeys({ type: 'points', sweepId, jobId });
  expect(soon).toContainEqual(keys.sweepJobs(sweepId));
  expect(soon).not.toContainEqual(keys.points(sweepId));
  expect(later).toContainEqual(keys.points(sweepId));
  expect(later).toContainEqual(keys.comparison(sweepId));
});

it.each(['completed', 'failed', 'paused'] as const)('asks at once for what a %s job measured', (state) => {
  const ended = noticeKeys({ type: 'job', sweepId, jobId, state });
  const started = noticeKeys({ type: 'job', sweepId, jobId, state: 'running' });
  expect(ended.soon).toContainEqual(keys.points(sweepId));
  expect(ended.soon).toContainEqual(keys.sweepPictures(sweepId));
  expect(ended.soon).toContainEqual(keys.sweepArtifacts(sweepId));
  expect(ended.later).toContainEqual(keys.comparison(sweepId));
  expect(started.soon).not.toContainEqual(keys.points(sweepId));
});

it('asks for everything when notices were missed', () => {
  expect(noticeKeys({ type: 'resync' }).soon).toEqual([[]]);
});

it('asks for the jobs of a sweep as well: they may be deleted with it', () => {
  const { soon } = noticeKeys({ type: 'sweep', sweepId });
  expect(soon.some((key) => key.every((part, at) => part === keys.jobDetail(jobId)[at]))).toBe(true);
});
