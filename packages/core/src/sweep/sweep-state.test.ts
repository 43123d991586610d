import { expect, it } from 'vitest';
import { sweepState } from './sweep-state.ts';

const none = { queued: 0, running: 0, pausing: 0, paused: 0, completed: 0, failed: 0, cancelled: 0 };

it.each([
  [{ queued: 3 }, 'queued'],
  [{ queued: 2, completed: 1 }, 'running'],
  [{ running: 1, failed: 1 }, 'running'],
  [{ running: 1, paused: 5 }, 'running'],
  [{ queued: 1, pausing: 1 }, 'running'],
  [{ queued: 1, paused: 1 }, 'queued'],
  [{ pausing: 1, paused: 5, completed: 2 }, 'pausing'],
  [{ paused: 5, completed: 2, failed: 1 }, 'paused'],
  [{ completed: 4 }, 'completed'],
  [{ completed: 4, failed: 1 }, 'partly-failed'],
  [{ failed: 2, cancelled: 1 }, 'failed'],
  [{ completed: 1, cancelled: 3 }, 'cancelled'],
] as const)('%j is %s', (counts, state) => {
  expect(sweepState({ jobCounts: { ...none, ...counts } })).toBe(state);
});
