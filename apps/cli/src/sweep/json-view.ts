/** Progress for scripts: one JSON object per line, a `job` whenever one changed and the `sweep` after them. */
import type { ProgressView } from './progress-view.ts';

export function jsonView(print: (line: string) => void): ProgressView {
  const shown = new Map<string, string>();
  /** Whether it differs from what was printed last under this key. */
  const isNew = (key: string, text: string): boolean => {
    if (shown.get(key) === text) return false;
    shown.set(key, text);
    return true;
  };
  return {
    show({ sweep, jobs }) {
      const changed = jobs
        .map((job) => ({ id: job.id, text: JSON.stringify({ type: 'job', ...job }) }))
        .filter(({ id, text }) => isNew(id, text));
      for (const { text } of changed) print(text);
      const { spec: _spec, ...summary } = sweep;
      const text = JSON.stringify({ type: 'sweep', ...summary });
      // It is read after the jobs, so it may count a job as completed that is seen to be so only by the next look.
      if (isNew(sweep.id, text) || changed.length > 0) print(text);
    },
    close() {},
  };
}
