/** What a log shows: its lines, and where some are missing. Pure. */
import type { LogLine } from '@yoto/core';

export type LogRow = LogLine | { number: number; leftOut: number };

export const isLine = (row: LogRow): row is LogLine => 'text' in row;

/** The lines of one attempt, or of all; a row of its own wherever lines of the job are missing between two. */
export function logRows(lines: readonly LogLine[], attempt: number | undefined): LogRow[] {
  return lines.flatMap((line, index): LogRow[] => {
    if (attempt !== undefined && line.attempt !== attempt) return [];
    const leftOut = line.number - (lines[index - 1]?.number ?? 0) - 1;
    return leftOut > 0 ? [{ number: line.number - 1, leftOut }, line] : [line];
  });
}

/** The indices of the rows that have the words, capital letters or not; none for no words. */
export function foundRows(rows: readonly LogRow[], words: string): number[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  return rows.flatMap((row, index) =>
    isLine(row) && row.text.toLowerCase().includes(wanted) ? [index] : [],
  );
}

/** The attempts that have lines, in order. */
export const loggedAttempts = (lines: readonly LogLine[]): number[] => [
  ...new Set(lines.map(({ attempt }) => attempt)),
];
