/**
 * The log of a job: what its trainers printed and what its workers did for it, one line each, in a text of limited size
 * whose middle is left out. Pure: the worker writes it, the dashboard and the CLI read it.
 */

import type { AttemptEnding } from '../attempt/attempt-report.ts';

/** The name of the artifact that it is. */
export const JOB_LOG = 'log.txt';

/** Standard output and standard error of the trainer, and what the worker says. */
const LOG_SOURCES = ['out', 'err', 'yoto'] as const;
export type LogSource = (typeof LOG_SOURCES)[number];

export interface LogLine {
  /** Counts all lines of the job from 1, those that were left out included: a gap is what was left out. */
  number: number;
  /** ISO 8601, UTC. */
  at: string;
  attempt: number;
  source: LogSource;
  text: string;
}

/** Characters of the beginning that are kept, and of the end: both together are what one log takes at most. */
export const LOG_LIMITS = { head: 100_000, tail: 400_000 } as const;

/** e.g. `2026-01-31T12:00:00.000Z #1 out epoch 3`. */
export const formatLogLine = ({ at, attempt, source, text }: Omit<LogLine, 'number'>): string =>
  `${at} #${attempt} ${source} ${text}`;

const LINE = new RegExp(`^(\\S+) #(\\d+) (${LOG_SOURCES.join('|')}) (.*)$`, 's');
const LEFT_OUT = /^… (\d+) lines? left out …$/;

/** The lines of a log with their numbers; what is no line of a log is passed over. */
export function parseJobLog(log: string): LogLine[] {
  const lines: LogLine[] = [];
  let number = 0;
  for (const written of log.split('\n')) {
    const leftOut = LEFT_OUT.exec(written);
    if (leftOut) number += Number(leftOut[1]);
    const [, at = '', attempt, source, text = ''] = LINE.exec(written) ?? [];
    if (source === undefined) continue;
    number++;
    lines.push({ number, at, attempt: Number(attempt), source: source as LogSource, text });
  }
  return lines;
}

export interface LogBuffer {
  /** A line as `formatLogLine` writes it. */
  add(line: string): void;
  text(): string;
}

/** Goes on after `earlier`, a log that was written before; what does not fit is left out of the middle. */
export function logBuffer(earlier = '', limits: { head: number; tail: number } = LOG_LIMITS): LogBuffer {
  const head: string[] = [];
  let headSize = 0;
  let headIsFull = false;
  const tail: string[] = [];
  let tailSize = 0;
  let leftOut = 0;
  function add(line: string): void {
    const size = line.length + 1;
    headIsFull ||= headSize + size > limits.head;
    if (!headIsFull) {
      head.push(line);
      headSize += size;
      return;
    }
    tail.push(line);
    tailSize += size;
    let first = 0;
    while (tailSize > limits.tail) {
      tailSize -= (tail[first]?.length ?? 0) + 1;
      first++;
    }
    if (first > 0) leftOut += tail.splice(0, first).length;
  }
  for (const line of earlier.split('\n')) {
    const before = LEFT_OUT.exec(line);
    if (before) {
      leftOut += Number(before[1]);
      headIsFull = true;
    } else if (line !== '') add(line);
  }
  return {
    add,
    text() {
      const note = leftOut === 0 ? [] : [`… ${leftOut} ${leftOut === 1 ? 'line' : 'lines'} left out …`];
      const lines = [...head, ...note, ...tail];
      return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
    },
  };
}

/** What a worker says last of an attempt; without an ending, the job was taken from it. */
export function logEndingText(ending: AttemptEnding | undefined): string {
  if (!ending) return 'Stopped: the job was cancelled or given to another attempt';
  const { outcome, errorMessage } = ending;
  if (outcome === 'completed') return 'Completed';
  if (outcome === 'preempted') return 'Stopped, as it was asked to';
  return `Ended: ${outcome.replaceAll('_', ' ')}${errorMessage ? `. ${errorMessage}` : ''}`;
}

/** Whether the line is what `logEndingText` wrote. */
export const isLogEnding = ({ source, text }: Pick<LogLine, 'source' | 'text'>): boolean =>
  source === 'yoto' && /^(Completed$|Stopped[:,] |Ended: )/.test(text);

/** How errors begin in the languages that trainers are written in, and what a worker says of an attempt that failed. */
const ERROR_TEXT =
  /\b([A-Z]\w*)?(Error|Exception)\b|^Traceback \(most recent call last\)|\b(FATAL|ERROR|CRITICAL|panicked at|Segmentation fault|core dumped|Killed)\b|^Ended: /;

/** Whether a reader who looks for what went wrong wants to see the line. */
export const isErrorLine = ({ text }: Pick<LogLine, 'text'>): boolean => ERROR_TEXT.test(text);
