import { expect, it } from 'vitest';
import { partialNote } from './findings.tsx';

const counts = { queued: 0, running: 0, pausing: 0, paused: 0, completed: 3, failed: 0, cancelled: 0 };

it('says what is missing, and whether it will come by itself', () => {
  expect(partialNote(counts)).toBeNull();
  expect(partialNote({ ...counts, running: 1, failed: 2 })).toBe(
    'the numbers are partial, and follow as jobs evaluate: 1 running, 2 failed',
  );
  expect(partialNote({ ...counts, failed: 2 })).toContain(
    'until the jobs that ended early are retried: 2 failed',
  );
});
