import { readFileSync } from 'node:fs';

/** The end of a log file, indented, for an error message; a file that cannot be read has no lines. */
export function lastLines(file: string, count = 8): string {
  try {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    return lines
      .slice(-count)
      .map((line) => `  ${line}`)
      .join('\n');
  } catch {
    return '  (no log)';
  }
}
