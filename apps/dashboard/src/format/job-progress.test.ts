import { describe, expect, it } from 'vitest';
import { elapsedMs, remainingMs } from './job-progress.ts';

const START = Date.parse('2026-03-01T12:00:00Z');
const running = {
  state: 'running' as const,
  attempt: 1,
  step: 250,
  steps: 1000,
  startedAt: '2026-03-01T12:00:00Z',
  finishedAt: null,
};

describe('remainingMs', () => {
  it('extends the mean speed of a first attempt', () => {
    expect(remainingMs(running, START + 10_000)).toBe(30_000);
  });

  it('measures a resumed attempt from a step seen in it', () => {
    const resumed = { ...running, attempt: 2 };
    expect(remainingMs(resumed, START + 10_000)).toBeNull();
    const seen = { attempt: 2, step: 200, atMs: START + 5000 };
    expect(remainingMs(resumed, START + 10_000, seen)).toBe(75_000);
    expect(remainingMs(resumed, START + 10_000, { ...seen, attempt: 1 })).toBeNull();
  });

  it('is unknown before the first step, and for jobs that do not run', () => {
    expect(remainingMs({ ...running, step: 0 }, START + 10_000)).toBeNull();
    expect(remainingMs({ ...running, state: 'queued' }, START + 10_000)).toBeNull();
    expect(remainingMs(running, START - 1)).toBeNull();
  });
});

it('elapsed time ends with the job', () => {
  expect(elapsedMs(running, START + 7000)).toBe(7000);
  expect(elapsedMs({ ...running, finishedAt: '2026-03-01T12:00:03Z' }, START + 7000)).toBe(3000);
  expect(elapsedMs({ ...running, startedAt: null }, START)).toBeNull();
});

it('no time runs for a job that waits', () => {
  expect(elapsedMs({ ...running, state: 'pausing' }, START + 7000)).toBe(7000);
  expect(elapsedMs({ ...running, state: 'paused' }, START + 7000)).toBeNull();
  expect(elapsedMs({ ...running, state: 'queued' }, START + 7000)).toBeNull();
});
