/** What the analysis says in sentences: the break-even, and what to be careful about. */
import type { JobSummary, SweepAnalysis } from '@yoto/core';
import { sentence, withStop } from '../../../format/footnotes.ts';
import { partialNote } from './partial-note.ts';

/** From how many lambdas on a conditioned model is cheaper, or why that cannot be said. */
export function BreakEvenStatements({ analysis: { breakEven } }: { analysis: SweepAnalysis }) {
  if (breakEven.length === 0)
    return (
      <p className="hint">
        No break-even: it compares a YOTO group with a group of fixed models, both measured.
      </p>
    );
  return (
    <ul className="findings" aria-label="Break-even">
      {breakEven.map(({ series, reference, statement, lambdas }) => (
        <li key={series}>
          {withStop(
            statement ??
              `Whether ${series} is cheaper than ${reference} is not known: ${lambdas.reason ?? 'there is no value'}`,
          )}
        </li>
      ))}
    </ul>
  );
}

interface WarningsProps {
  analysis: SweepAnalysis;
  jobCounts: Record<JobSummary['state'], number>;
}

/** What is partial, and what was measured too thinly or unequally to be trusted. */
export function Warnings({ analysis, jobCounts }: WarningsProps) {
  const partial = analysis.complete ? null : partialNote(jobCounts);
  const ofSeries = analysis.series.flatMap(({ name, warnings }) => warnings.map((one) => `${name}: ${one}`));
  const ofCosts = analysis.breakEven.flatMap(({ series, warnings }) =>
    warnings.map((one) => `cost of ${series}: ${one}`),
  );
  const general = [...(partial === null ? [] : [partial]), ...analysis.warnings, ...ofCosts].map(sentence);
  const texts = [...general, ...ofSeries.map(withStop)];
  if (texts.length === 0) return null;
  return (
    <div className="panel panel-notice">
      <h3>Read with care</h3>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
