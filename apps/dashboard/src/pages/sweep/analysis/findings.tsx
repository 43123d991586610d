/** What the comparison says in sentences: the break-even, and what to be careful about. */
import { isTerminal, type JobState, type JobSummary, type SweepComparison } from '@yoto/core';
import { sentence, withStop } from '../../../format/footnotes.ts';
import { formatCount } from '../../../format/numbers.ts';

/** From how many lambdas on a conditioned model is cheaper, or why that cannot be said. */
export function BreakEvenStatements({ comparison: { breakEven } }: { comparison: SweepComparison }) {
  if (breakEven.length === 0)
    return (
      <p className="hint">
        No break-even: it compares a YOTO group with a group of fixed models, both measured.
      </p>
    );
  return (
    <ul className="findings" aria-label="Break-even">
      {breakEven.map(({ series, anchor, statement, lambdas }) => (
        <li key={series}>
          {withStop(
            statement ??
              `Whether ${series} is cheaper than ${anchor} is not known: ${lambdas.reason ?? 'there is no value'}`,
          )}
        </li>
      ))}
    </ul>
  );
}

interface WarningsProps {
  comparison: SweepComparison;
  /** Left out: nothing is said of jobs that have not ended, but that there are some. */
  jobCounts?: Record<JobSummary['state'], number>;
}

/** What is partial, and what was measured too thinly or unequally to be trusted. */
export function Warnings({ comparison, jobCounts }: WarningsProps) {
  const partial = comparison.complete || !jobCounts ? null : partialNote(jobCounts);
  const ofSeries = comparison.series.flatMap(({ name, warnings }) =>
    warnings.map((one) => `${name}: ${one}`),
  );
  const ofCosts = comparison.breakEven.flatMap(({ series, warnings }) =>
    warnings.map((one) => `cost of ${series}: ${one}`),
  );
  const general = [...(partial === null ? [] : [partial]), ...comparison.warnings, ...ofCosts].map(sentence);
  const texts = [...general, ...ofSeries.map(withStop)];
  if (texts.length === 0) return null;
  return (
    <div className="panel panel-notice">
      <h3>Caveats</h3>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

/** What a sweep lacks and whether it will come; null where every job is completed. */
export function partialNote(jobCounts: Record<JobState, number>): string | null {
  const lacking = (Object.entries(jobCounts) as [JobState, number][]).filter(
    ([state, count]) => state !== 'completed' && count > 0,
  );
  if (lacking.length === 0) return null;
  const counts = lacking.map(([state, count]) => `${formatCount(count)} ${state}`).join(', ');
  return lacking.some(([state]) => !isTerminal(state))
    ? `the numbers are partial, and follow as jobs evaluate: ${counts}`
    : `the numbers are partial, and stay so until the jobs that ended early are retried: ${counts}`;
}
