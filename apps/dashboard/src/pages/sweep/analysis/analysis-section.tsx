/** What the frontiers show, in numbers with their intervals; the same that `yoto results` and reports say. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { SweepAnalysis, SweepDetail } from '@yoto/core';
import { seriesStyles } from '../../../charts/series-style.ts';
import { useChartTheme } from '../../../charts/use-chart-theme.ts';
import { Section } from '../../../components/page.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { formatCount } from '../../../format/numbers.ts';
import { BdPart } from './bd-part.tsx';
import { BehaviourPart } from './behaviour-part.tsx';
import { CostPart } from './cost-part.tsx';
import { BreakEvenStatements, Warnings } from './findings.tsx';
import { HypervolumePart } from './hypervolume-part.tsx';
import { RegretPart } from './regret-part.tsx';

interface AnalysisSectionProps {
  query: UseQueryResult<SweepAnalysis>;
  jobCounts: SweepDetail['jobCounts'];
}

export function AnalysisSection({ query, jobCounts }: AnalysisSectionProps) {
  return (
    <Section title="Analysis" className="card-flush" hint={query.data && analysisHint(query.data)}>
      <QueryView query={query} lines={8}>
        {(analysis) => <Analysis analysis={analysis} jobCounts={jobCounts} />}
      </QueryView>
    </Section>
  );
}

interface AnalysisProps {
  analysis: SweepAnalysis;
  jobCounts: SweepDetail['jobCounts'];
}

function Analysis({ analysis, jobCounts }: AnalysisProps) {
  const theme = useChartTheme();
  const styles = seriesStyles(analysis.series, theme);
  const colours = new Map([...styles].map(([name, { colour }]) => [name, colour]));
  if (analysis.series.every(({ bands }) => bands.length === 0))
    return <p className="hint pad">Nothing is measured yet: numbers appear here as soon as jobs evaluate.</p>;
  return (
    <>
      <div className="analysis-lead">
        <BreakEvenStatements analysis={analysis} />
        <Warnings analysis={analysis} jobCounts={jobCounts} />
      </div>
      <RegretPart analysis={analysis} colours={colours} />
      <BdPart analysis={analysis} colours={colours} />
      <HypervolumePart analysis={analysis} colours={colours} />
      <BehaviourPart analysis={analysis} colours={colours} />
      <CostPart analysis={analysis} colours={colours} />
      <details className="analysis-methods">
        <summary>How the numbers were made</summary>
        <ul className="footnotes">
          {analysis.methods.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** What numbers are compared with, and what brackets mean. */
function analysisHint({ reference, bootstrap, axes }: SweepAnalysis): string {
  const compared = reference === null ? 'Nothing to compare yet' : `Compared with ${reference}`;
  const level = Math.round(100 * bootstrap.level);
  return `${compared}, ${axes.y.label} against ${axes.x.label}. In brackets: ${level} % intervals (${bootstrap.method}, ${formatCount(bootstrap.resamples)} resamples)`;
}
