import { expect, it } from 'vitest';
import { checkpoint } from '../../testing/jobs.ts';
import { bestCheckpoint } from './checkpoints-table.tsx';

it('is the one with the least score, and the newest of equals', () => {
  const listed = [checkpoint(40, null), checkpoint(30, 2), checkpoint(20, -1), checkpoint(10, -1)];
  expect(bestCheckpoint(listed)?.step).toBe(20);
});

it('is none where nothing was evaluated', () => {
  expect(bestCheckpoint([checkpoint(20, null), checkpoint(10, null)])).toBeUndefined();
  expect(bestCheckpoint([])).toBeUndefined();
});
