/** Shows how a sweep goes on: bars on a terminal, lines elsewhere, JSON for scripts. */
import { formatCount, formatSeconds, isTerminal, type JobState } from '@yoto/core';
import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import {
  countsText,
  jobName,
  type ProgressRow,
  progressRows,
  type SweepSnapshot,
  secondsLeft,
} from './snapshot.ts';

export interface ProgressView {
  show(snapshot: SweepSnapshot): void;
  /** After the last snapshot, or when nobody looks any more. */
  close(): void;
}

export function progressView(json: boolean): ProgressView {
  if (json) return jsonView((line) => console.log(line));
  return process.stdout.isTTY ? barView(process.stdout) : lineView((line) => console.log(line));
}

/** One bar per row, redrawn in place. */
function barView(stream: NodeJS.WritableStream): ProgressView {
  const bars = new MultiBar(
    {
      stream,
      format: '{name} {bar} {percentage}%  {value}/{total}  {state}',
      barsize: 24,
      hideCursor: true,
      clearOnComplete: false,
      stopOnComplete: false,
      emptyOnZero: true,
      autopadding: true,
    },
    Presets.shades_classic,
  );
  const shown: SingleBar[] = [];
  return {
    show(snapshot) {
      const rows = progressRows(snapshot);
      const width = Math.max(...rows.map((row) => row.name.length));
      const payload = ({ name, state }: ProgressRow) => ({ name: name.padEnd(width), state });
      for (const [index, row] of rows.entries()) {
        shown[index] ??= bars.create(row.steps, 0, payload(row));
        shown[index].update(row.step, payload(row));
      }
    },
    close: () => bars.stop(),
  };
}

/** Progress for scripts: one JSON object per line, a `job` whenever one changed and the `sweep` after them. */
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
      const { deviceSeconds: _used, secondsLeft: _left, lastActivityAt: _at, ...slow } = summary;
      // It is read after the jobs, so it may count a job as completed that is seen to be so only by the next look.
      // What changes all the time makes no line of its own.
      if (isNew(sweep.id, JSON.stringify(slow)) || changed.length > 0)
        print(JSON.stringify({ type: 'sweep', ...summary }));
    },
    close() {},
  };
}

const LEAST_MS_BETWEEN_TOTALS = 10_000;

/** Progress for logs: a line when a job changes its state, and now and then how far everything is and what time is left. */
export function lineView(print: (line: string) => void, now: () => number = Date.now): ProgressView {
  const states = new Map<string, JobState>();
  let lastTotalAt = Number.NEGATIVE_INFINITY;
  return {
    show(snapshot) {
      const { sweep, jobs } = snapshot;
      const seconds = secondsLeft(snapshot, now());
      const timeLeft = seconds === undefined ? '' : ` (about ${formatSeconds(Math.round(seconds))} left)`;
      for (const job of jobs) {
        const before = states.get(job.id) ?? 'queued';
        states.set(job.id, job.state);
        if (before === job.state) continue;
        const reason = job.errorMessage === null ? '' : `: ${job.errorMessage}`;
        const left = isTerminal(job.state) ? timeLeft : '';
        print(`${jobName(job, jobs)}: ${job.state} at step ${job.step} of ${job.steps}${reason}${left}`);
      }
      if (now() - lastTotalAt < LEAST_MS_BETWEEN_TOTALS) return;
      lastTotalAt = now();
      const share = sweep.totalSteps === 0 ? 0 : sweep.doneSteps / sweep.totalSteps;
      const steps = `${formatCount(sweep.doneSteps)} of ${formatCount(sweep.totalSteps)} steps`;
      print(`${Math.floor(100 * share)}% (${steps}): ${countsText(sweep.jobCounts)}${timeLeft}`);
    },
    close() {},
  };
}
