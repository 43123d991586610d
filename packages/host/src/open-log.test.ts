import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLog } from './open-log.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function logInto(lines: string[]) {
  return openLog('info', {}, { write: (line) => void lines.push(JSON.parse(line).msg) });
}
const full = (file: number) => new Error(`ENOSPC: no space left on device, write '/spool/${file}.log'`);

test('a complaint that repeats itself is written at once, then once a minute with how often', () => {
  const lines: string[] = [];
  const log = logInto(lines);
  const attempt = log.child({ attempt: 1 });
  for (let file = 0; file < 42; file++) attempt.warn({ err: full(file) }, 'results wait');
  expect(lines).toEqual(['results wait']);
  vi.advanceTimersByTime(60_000);
  log.warn({ err: full(42) }, 'results wait');
  vi.advanceTimersByTime(60_000);
  expect(lines.slice(1)).toEqual([
    'results wait (repeated 41 times in the last minute)',
    'results wait (repeated once in the last minute)',
  ]);
  // A quiet minute ends the story: the next complaint is a new one.
  vi.advanceTimersByTime(60_000);
  log.warn({ err: full(43) }, 'results wait');
  expect(lines.slice(3)).toEqual(['results wait']);
});

test('other causes, other messages, and lines without a cause are all written', () => {
  const lines: string[] = [];
  const log = logInto(lines);
  log.warn({ err: full(1) }, 'a');
  log.error({ err: full(1) }, 'a');
  log.warn({ err: new Error('no answer') }, 'a');
  log.warn({ reason: 'away' }, 'b');
  log.warn({ reason: 'away' }, 'b');
  for (const jobId of ['1', '2']) log.warn({ jobId }, 'the attempt is over');
  for (const jobId of ['1', '2']) log.info({ jobId, reason: 'away' }, 'ended');
  expect(lines).toEqual(['a', 'a', 'a', 'b', 'the attempt is over', 'the attempt is over', 'ended', 'ended']);
});
