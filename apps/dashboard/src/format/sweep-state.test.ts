import { expect, it } from 'vitest';
import { isActive, jobTotal, sweepState } from './sweep-state.ts';

const none = { queued: 0, running: 0, completed: 0, failed: 0, cancelled: 0 };

it.each([
  [{ queued: 3 }, 'queued', true],
  [{ queued: 2, completed: 1 }, 'running', true],
  [{ running: 1, failed: 1 }, 'running', true],
  [{ completed: 4 }, 'completed', false],
  [{ completed: 4, failed: 1 }, 'partly failed', false],
  [{ failed: 2, cancelled: 1 }, 'failed', false],
  [{ completed: 1, cancelled: 3 }, 'cancelled', false],
] as const)('%j is %s', (counts, state, active) => {
  const sweep = { jobCounts: { ...none, ...counts } };
  expect(sweepState(sweep)).toBe(state);
  expect(isActive(sweep)).toBe(active);
  expect(jobTotal(sweep)).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0));
});
