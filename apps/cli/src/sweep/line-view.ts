/** Progress for logs: a line when a job changes its state, and now and then how far everything is and what time is left. */
import { formatCount, formatSeconds, isTerminal, type JobState } from '@yoto/core';
import type { ProgressView } from './progress-view.ts';
import { countsText, jobName } from './snapshot.ts';
import { secondsLeft } from './time-left.ts';

const LEAST_MS_BETWEEN_TOTALS = 10_000;

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
