import { expect, it } from 'vitest';
import { changeable, jobTotal } from './sweep-state.ts';

const none = { queued: 0, running: 0, pausing: 0, paused: 0, completed: 0, failed: 0, cancelled: 0 };

it('offers what can be done, and how many jobs it would change', () => {
  const at = (counts: Partial<typeof none>) => changeable({ jobCounts: { ...none, ...counts } });
  const nothing = { pause: 0, resume: 0, cancel: 0, retryFailed: 0, retryCancelled: 0, delete: 0 };
  expect(at({ running: 1, queued: 2, pausing: 1, paused: 3, failed: 1 })).toEqual({
    ...nothing,
    pause: 3,
    resume: 4,
    cancel: 7,
    retryFailed: 1,
  });
  expect(at({ completed: 2, failed: 1, cancelled: 4 })).toEqual({
    ...nothing,
    retryFailed: 1,
    retryCancelled: 4,
    delete: 7,
  });
});

it('counts jobs in whatever state', () => {
  expect(jobTotal({ jobCounts: { ...none, queued: 2, cancelled: 3 } })).toBe(5);
});
