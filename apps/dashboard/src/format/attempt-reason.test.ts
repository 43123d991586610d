import { AttemptOutcome } from '@yoto/core';
import { expect, it } from 'vitest';
import { attemptReason } from './attempt-reason.ts';

const ENDED = '2026-03-01T12:00:00Z';

it.each(AttemptOutcome.options)('%s is told apart and explained', (outcome) => {
  const { label, explanation } = attemptReason({ outcome, finishedAt: ENDED });
  expect(label).toMatch(/^[a-z ]+$/);
  expect(explanation).toMatch(/^[A-Z].+\.$/);
  const others = AttemptOutcome.options.filter((other) => other !== outcome);
  for (const other of others)
    expect(attemptReason({ outcome: other, finishedAt: ENDED })).not.toMatchObject({ explanation });
});

it('says which ends cost the job a retry', () => {
  const free = AttemptOutcome.options.filter((outcome) =>
    attemptReason({ outcome, finishedAt: ENDED }).explanation.includes('no retry'),
  );
  expect(free).toEqual(['crashed', 'stalled', 'worker_error', 'preempted']);
});

it('does not call an attempt running once it has ended', () => {
  expect(attemptReason({ outcome: null, finishedAt: null }).label).toBe('running');
  expect(attemptReason({ outcome: null, finishedAt: ENDED }).label).toBe('ended');
});
