/** What the frontiers show, in numbers with their intervals; the same that `yoto results` and reports say. */
import type { SweepComparison, SweepDetail } from '@yoto/core';
import { seriesStyles } from '../../../charts/series-style.ts';
import { useChartTheme } from '../../../charts/use-chart-theme.ts';
import { Section } from '../../../components/page.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { lambdaText } from '../../../format/lambda-text.ts';
import { formatCount } from '../../../format/numbers.ts';
import { SlicePicker } from '../slice-picker.tsx';
import { useComparison, useComparisonChoice } from '../use-comparison.ts';
import { BdPart } from './bd-part.tsx';
import { BehaviourPart } from './behaviour-part.tsx';
import { CostPart } from './cost-part.tsx';
import { BreakEvenStatements, Warnings } from './findings.tsx';
import { HypervolumePart } from './hypervolume-part.tsx';
import { RegretPart } from './regret-part.tsx';

/** On the axes and the slice that were chosen, here or beside the charts. */
export function AnalysisTab({ sweep }: { sweep: SweepDetail }) {
  const [choice, choose] = useComparisonChoice();
  const query = useComparison(sweep.id, choice);
  return (
    <>
      {query.data && <SlicePicker comparison={query.data} onChoose={choose} />}
      <Section title="Analysis" className="card-flush" hint={query.data && analysisHint(query.data)}>
        <QueryView query={query} lines={8}>
          {(comparison) => <Analysis comparison={comparison} jobCounts={sweep.jobCounts} />}
        </QueryView>
      </Section>
    </>
  );
}

interface AnalysisProps {
  comparison: SweepComparison;
  jobCounts: SweepDetail['jobCounts'];
}

function Analysis({ comparison, jobCounts }: AnalysisProps) {
  const theme = useChartTheme();
  const styles = seriesStyles(comparison.series, theme);
  const colours = new Map([...styles].map(([name, { colour }]) => [name, colour]));
  if (comparison.series.every(({ points }) => points.length === 0))
    return <p className="hint pad">Nothing is measured yet: numbers appear here as soon as jobs evaluate.</p>;
  return (
    <>
      <div className="analysis-lead">
        <BreakEvenStatements comparison={comparison} />
        <Warnings comparison={comparison} jobCounts={jobCounts} />
      </div>
      <RegretPart comparison={comparison} colours={colours} />
      <BdPart comparison={comparison} colours={colours} />
      <HypervolumePart comparison={comparison} colours={colours} />
      <BehaviourPart comparison={comparison} colours={colours} />
      <CostPart comparison={comparison} colours={colours} />
      <details className="analysis-methods">
        <summary>How the numbers were made</summary>
        <ul className="footnotes">
          {comparison.methods.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** What numbers are compared with, and what brackets mean. */
function analysisHint({ anchor, bootstrap, axes, slice }: SweepComparison): string {
  const compared =
    anchor.value === null ? `Nothing to compare with: ${anchor.reason}` : `Compared with ${anchor.value}`;
  const held = slice.value && lambdaText(slice.value.base);
  const where = held ? `, along ${slice.value?.along} at ${held}` : '';
  const intervals = bootstrap
    ? `Brackets hold ${Math.round(100 * bootstrap.level)} % intervals (${bootstrap.method}, ${formatCount(bootstrap.resamples)} resamples)`
    : 'Intervals are being estimated';
  return `${compared}, ${axes.y.label} against ${axes.x.label}${where}. ${intervals}`;
}
