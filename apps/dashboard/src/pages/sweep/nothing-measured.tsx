import { isTerminal, type JobSummary } from '@yoto/core';

interface NothingMeasuredProps {
  jobs: readonly Pick<JobSummary, 'state'>[];
  /** What it needs. */
  what?: string;
}

/** Nothing more is to come of these jobs. */
export const haveEnded = (jobs: NothingMeasuredProps['jobs']): boolean =>
  jobs.length > 0 && jobs.every(({ state }) => isTerminal(state));

/** In place of a chart that has no points. */
export function NothingMeasured({
  jobs,
  what = 'Points appear here as soon as jobs evaluate.',
}: NothingMeasuredProps) {
  const ended = haveEnded(jobs);
  return (
    <div className="chart chart-empty">
      <p>{ended ? 'Nothing was measured' : 'Nothing measured yet'}</p>
      <p className="hint">
        {ended ? 'The jobs that would have been measured ended before. Retry them to see points here.' : what}
      </p>
    </div>
  );
}
