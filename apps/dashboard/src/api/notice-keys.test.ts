import { expect, it } from 'vitest';
import { noticeKeys } from './notice-keys.ts';
import { keys } from './queries.ts';

const sweepId = 's';
const jobId = 'j';

it('asks for large answers only now and then while points arrive', () => {
  const { soon, later } = noticeKeys({ type: 'points', sweepId, jobId });
  expect(soon).toContainEqual(keys.sweepJobs(sweepId));
  expect(soon).not.toContainEqual(keys.frontier(sweepId));
  expect(later).toContainEqual(keys.frontier(sweepId));
});

it('asks at once for what a job measured last when it ends', () => {
  const ended = noticeKeys({ type: 'job', sweepId, jobId, state: 'completed' });
  const started = noticeKeys({ type: 'job', sweepId, jobId, state: 'running' });
  expect(ended.soon).toContainEqual(keys.frontier(sweepId));
  expect(started.soon).not.toContainEqual(keys.frontier(sweepId));
});

it('asks for everything when notices were missed', () => {
  expect(noticeKeys({ type: 'resync' }).soon).toEqual([[]]);
});
