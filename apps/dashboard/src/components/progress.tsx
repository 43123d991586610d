/** Progress of one job, and of a sweep's jobs by state. */
import type { JobState, SweepSummary } from '@yoto/core';
import { formatCount, formatPercent } from '../format/numbers.ts';
import { JOB_STATES, sweepState } from '../format/sweep-state.ts';

interface ProgressProps {
  done: number;
  total: number;
  state: JobState;
  label: string;
}

export function Progress({ done, total, state, label }: ProgressProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <span className="progress">
      <span
        className={`bar bar-${state}`}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="progress-text">{formatPercent(share)}</span>
    </span>
  );
}

type Counted = Pick<SweepSummary, 'jobCounts' | 'doneSteps' | 'totalSteps'>;

/** One bar for all jobs of a sweep, as far as their steps say, in the colour of the sweep's state. */
export function SweepProgress({ sweep, label }: { sweep: Counted; label: string }) {
  const share = sweep.totalSteps > 0 ? Math.min(1, sweep.doneSteps / sweep.totalSteps) : 0;
  const state = sweepState(sweep);
  return (
    <span className="progress">
      <span
        className={`bar bar-sweep bar-${state === 'partly failed' ? 'failed' : state}`}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
        aria-valuetext={`${formatPercent(share)} of the steps, ${state}`}
        title={`${formatCount(sweep.doneSteps)} of ${formatCount(sweep.totalSteps)} steps`}
      >
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="progress-text">{formatPercent(share)}</span>
    </span>
  );
}

/** How many jobs are in which state: `6 completed  1 running`. */
export function StateCounts({ sweep }: { sweep: Pick<SweepSummary, 'jobCounts'> }) {
  return (
    <ul className="state-counts" aria-label="Jobs by state">
      {JOB_STATES.filter((state) => sweep.jobCounts[state] > 0).map((state) => (
        <li key={state}>
          <span className={`dot segment-${state}`} aria-hidden="true" />
          {formatCount(sweep.jobCounts[state])} {state}
        </li>
      ))}
    </ul>
  );
}
