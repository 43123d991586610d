/** Shows how a sweep goes on: bars on a terminal, lines elsewhere, JSON for scripts. */
import { barView } from './bar-view.ts';
import { jsonView } from './json-view.ts';
import { lineView } from './line-view.ts';
import type { SweepSnapshot } from './snapshot.ts';

export interface ProgressView {
  show(snapshot: SweepSnapshot): void;
  /** After the last snapshot, or when nobody looks any more. */
  close(): void;
}

export function progressView(json: boolean): ProgressView {
  if (json) return jsonView((line) => console.log(line));
  return process.stdout.isTTY ? barView(process.stdout) : lineView((line) => console.log(line));
}
