import { expect, test } from 'vitest';
import {
  formatLogLine,
  isErrorLine,
  isLogEnding,
  type LogLine,
  logBuffer,
  logEndingText,
  parseJobLog,
} from './job-log.ts';

const AT = '2026-01-31T12:00:00.000Z';
const line = (text: string, attempt = 1) => formatLogLine({ at: AT, attempt, source: 'out', text });
const numbers = (lines: readonly LogLine[]) => lines.map(({ number }) => number);

test('lines are read as they were written', () => {
  const buffer = logBuffer();
  buffer.add(formatLogLine({ at: AT, attempt: 2, source: 'err', text: '  #3 out of memory: ' }));
  buffer.add(line(''));
  expect(buffer.text()).toBe(`${AT} #2 err   #3 out of memory: \n${AT} #1 out \n`);
  expect(parseJobLog(buffer.text())).toEqual([
    { number: 1, at: AT, attempt: 2, source: 'err', text: '  #3 out of memory: ' },
    { number: 2, at: AT, attempt: 1, source: 'out', text: '' },
  ]);
  expect(logBuffer().text()).toBe('');
  expect(parseJobLog('')).toEqual([]);
});

test('the middle is left out and counted, also by the attempt that goes on after it', () => {
  const size = line('00').length + 1;
  const limits = { head: 2 * size, tail: 3 * size };
  const first = logBuffer('', limits);
  for (let i = 1; i <= 7; i++) first.add(line(`0${i}`));
  expect(first.text()).toContain('\n… 2 lines left out …\n');
  expect(numbers(parseJobLog(first.text()))).toEqual([1, 2, 5, 6, 7]);
  const second = logBuffer(first.text(), limits);
  expect(second.text()).toBe(first.text());
  second.add(line('08', 2));
  const lines = parseJobLog(second.text());
  expect(numbers(lines)).toEqual([1, 2, 6, 7, 8]);
  expect(lines.at(-1)).toMatchObject({ text: '08', attempt: 2 });
  expect(second.text().length).toBeLessThan(limits.head + limits.tail + 30);
});

test('the end of an attempt is known by its last line', () => {
  const endings = [
    undefined,
    { type: 'ending', outcome: 'completed' },
    { type: 'ending', outcome: 'preempted' },
    { type: 'ending', outcome: 'worker_error', errorMessage: 'No space left' },
  ] as const;
  expect(endings.map(logEndingText)).toEqual([
    'Stopped: the job was cancelled or given to another attempt',
    'Completed',
    'Stopped, as it was asked to',
    'Ended: worker error. No space left',
  ]);
  for (const ending of endings) {
    const text = logEndingText(ending);
    expect([isLogEnding({ source: 'yoto', text }), isLogEnding({ source: 'out', text })]).toEqual([
      true,
      false,
    ]);
  }
  expect(isLogEnding({ source: 'yoto', text: 'Attempt 1 began on worker a' })).toBe(false);
});

test.each([
  ['RuntimeError: CUDA out of memory', true],
  ['Error: no such file', true],
  ['Traceback (most recent call last):', true],
  ['Ended: diverged', true],
  ['error bars are drawn', false],
  ['mean squared error 0.3', false],
  ['Completed', false],
])('what went wrong is found: %s', (text, isError) => {
  expect(isErrorLine({ text })).toBe(isError);
});
