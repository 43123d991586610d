/** Progress of one job, and of a sweep's jobs by state. */
import type { JobState, SweepSummary } from '@yoto/core';
import { formatCount, formatPercent } from '../format/numbers.ts';
import { JOB_STATES, stateText, sweepState } from '../format/sweep-state.ts';

const ENDED_BADLY: ReadonlySet<JobState> = new Set(['failed', 'cancelled']);
const UNLOST = JOB_STATES.filter((state) => !ENDED_BADLY.has(state));

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

type Progressing = Pick<SweepSummary, 'jobCounts' | 'stepsByState' | 'totalSteps'>;

/**
 * One bar for all jobs of a sweep: what is done, and what has failed or was cancelled apart from it, each in the colour
 * of its state. The percentage counts the steps that led somewhere: those of a failed job do not.
 */
export function SweepProgress({ sweep, label }: { sweep: Progressing; label: string }) {
  const { stepsByState, totalSteps } = sweep;
  const shareOf = (steps: number) => (totalSteps > 0 ? Math.min(1, steps / totalSteps) : 0);
  const lost = stepsByState.failed.total + stepsByState.cancelled.total;
  const done = UNLOST.reduce((sum, state) => sum + stepsByState[state].done, 0);
  const share = shareOf(done);
  const parts = JOB_STATES.map((state) => ({
    state,
    // Jobs that will go no further fill their whole share.
    share: shareOf(ENDED_BADLY.has(state) ? stepsByState[state].total : stepsByState[state].done),
  }));
  const said = `${formatPercent(share)} of the steps`;
  const lostSaid = lost > 0 ? `, ${formatPercent(shareOf(lost))} in failed or cancelled jobs` : '';
  return (
    <span className="progress">
      <span
        className="bar bar-sweep"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
        aria-valuetext={`${said}${lostSaid}, ${stateText(sweepState(sweep))}`}
        title={`${formatCount(done)} of ${formatCount(totalSteps)} steps${lostSaid}`}
      >
        {parts.map(
          (part) =>
            part.share > 0 && (
              <span
                key={part.state}
                className={`segment segment-${part.state}`}
                style={{ width: `${part.share * 100}%` }}
              />
            ),
        )}
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
