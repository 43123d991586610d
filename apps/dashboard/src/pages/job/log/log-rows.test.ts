import type { LogLine } from '@yoto/core';
import { expect, it } from 'vitest';
import { foundRows, loggedAttempts, logRows } from './log-rows.ts';

const line = (number: number, text: string, attempt = 1): LogLine => ({
  number,
  at: '2026-01-31T12:00:00.000Z',
  attempt,
  source: 'out',
  text,
});
const LINES = [line(1, 'Loading'), line(5, 'loaded'), line(6, 'training', 2)];

it('says where lines are missing, and of one attempt shows only its own', () => {
  expect(logRows(LINES, undefined)).toEqual([LINES[0], { number: 4, leftOut: 3 }, LINES[1], LINES[2]]);
  expect(logRows(LINES, 2)).toEqual([LINES[2]]);
  expect(loggedAttempts(LINES)).toEqual([1, 2]);
});

it('finds words whatever their capital letters, and nothing for none', () => {
  const rows = logRows(LINES, undefined);
  expect(foundRows(rows, ' LOAD')).toEqual([0, 2]);
  expect(foundRows(rows, ' ')).toEqual([]);
});
