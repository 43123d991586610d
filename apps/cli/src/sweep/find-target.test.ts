import { expect, test } from 'vitest';
import { matchJob } from './find-target.ts';

const jobs = [{ id: '7d3f8a21-0000-4000-8000-000000000001' }, { id: '7d3f9b32-0000-4000-8000-000000000002' }];

test('the beginning of an id finds its job, if it is long enough and fits only one', () => {
  expect(matchJob(jobs, '7d3f8')).toBe(jobs[0]?.id);
  expect(matchJob(jobs, '7d3f9b32-0000-4000-8000-000000000002')).toBe(jobs[1]?.id);
  expect(() => matchJob(jobs, '7d3f')).toThrow('"7d3f" may mean 2 jobs');
  for (const unknown of ['7d3', 'grid', '7d3f7']) {
    expect(() => matchJob(jobs, unknown)).toThrow(`no job with the id "${unknown}"`);
  }
});
