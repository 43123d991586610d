/** Progress for scripts: one JSON object a line, a `job` whenever one changed and the `sweep` after them. */
import type { ProgressView } from './progress-view.ts';

export function jsonView(print: (line: string) => void): ProgressView {
  const shown = new Map<string, string>();
  const printOnce = (key: string, value: object) => {
    const text = JSON.stringify(value);
    if (shown.get(key) === text) return;
    shown.set(key, text);
    print(text);
  };
  return {
    show({ sweep, jobs }) {
      for (const job of jobs) printOnce(job.id, { type: 'job', ...job });
      const { spec: _spec, ...summary } = sweep;
      printOnce(sweep.id, { type: 'sweep', ...summary });
    },
    close() {},
  };
}
