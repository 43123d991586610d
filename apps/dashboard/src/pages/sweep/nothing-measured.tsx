import { isTerminal, type JobSummary } from '@yoto/core';

interface NothingMeasuredProps {
  jobs: readonly Pick<JobSummary, 'state'>[];
  /** What it needs. */
  what?: string;
}

/** In place of a chart that has no points. */
export function NothingMeasured({
  jobs,
  what = 'Points appear here as soon as jobs evaluate.',
}: NothingMeasuredProps) {
  const ended = jobs.length > 0 && jobs.every(({ state }) => isTerminal(state));
  return (
    <div className="chart chart-empty">
      <p>{ended ? 'Nothing was measured' : 'Nothing measured yet'}</p>
      <p className="hint">
        {ended ? 'The jobs that would have been measured ended before. Retry them to see points here.' : what}
      </p>
    </div>
  );
}
