import type { ComparisonSeries, SweepComparison } from '@yoto/core';
import type { Column } from '../../../components/data-table.tsx';
import { MissingValue } from '../../../components/estimate-value.tsx';
import { Footnotes, sentence } from '../../../format/footnotes.ts';
import { placeText } from '../../../format/lambda-text.ts';
import { formatCount, formatPercent, MISSING } from '../../../format/numbers.ts';
import { AnalysisPart } from './analysis-part.tsx';
import { oddities } from './oddities.ts';
import { seriesColumn } from './series-name.tsx';

interface PartProps {
  comparison: SweepComparison;
  colours: ReadonlyMap<string, string>;
}

/** Whether the curves follow lambda, and where they have holes. */
export function BehaviourPart({ comparison, colours }: PartProps) {
  const measured = comparison.series.filter(({ points }) => points.length > 0);
  const found = measured.flatMap(oddities);
  const notes = new Footnotes(
    measured.flatMap(({ monotonicity, coverage }) => [monotonicity.reason, coverage.reason]),
  );
  const rule = measured.find(({ monotonicity }) => monotonicity.value)?.monotonicity.value?.toleranceRule;
  return (
    <AnalysisPart
      title="Monotonicity and coverage"
      columns={[seriesColumn(colours), ...behaviourColumns(notes)]}
      rows={measured}
      rowKey={({ name }) => name}
      notes={notes}
      empty="Nothing is measured yet."
    >
      {rule !== undefined && <p className="hint">Tolerance: {sentence(rule)}</p>}
      {found.length > 0 && (
        <details>
          <summary>Where ({formatCount(found.length)})</summary>
          <ul className="scroll-tall footnotes">
            {found.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </AnalysisPart>
  );
}

const behaviourColumns = (notes: Footnotes): Column<ComparisonSeries>[] => [
  {
    name: 'Not monotone',
    numeric: true,
    help: 'Neighbouring lambdas at which a term grew with its own weight by more than the tolerance, of those checked. A perfectly trained model has none: such models are undertrained, or do not follow lambda.',
    cell: ({ monotonicity }) =>
      monotonicity.value ? (
        `${formatCount(monotonicity.value.violations.length)} of ${formatCount(monotonicity.value.checked)}`
      ) : (
        <MissingValue reason={monotonicity.reason} notes={notes} />
      ),
  },
  {
    name: 'Suboptimal',
    numeric: true,
    help: 'Lambdas at which the point of another lambda has the smaller full loss, by more than the tolerance.',
    cell: ({ monotonicity }) =>
      monotonicity.value ? (
        formatCount(monotonicity.value.outdone.length)
      ) : (
        <MissingValue reason={monotonicity.reason} notes={notes} />
      ),
  },
  {
    name: 'Span',
    numeric: true,
    help: 'The range of x of this series as a share of the range of all series.',
    cell: ({ coverage }) =>
      coverage.value ? (
        formatPercent(coverage.value.span)
      ) : (
        <MissingValue reason={coverage.reason} notes={notes} />
      ),
  },
  {
    name: 'Largest gap',
    numeric: true,
    help: 'The largest step along x between neighbours, as a share of the range of all series.',
    cell: ({ coverage }) => {
      const gap = coverage.value?.gaps[0];
      if (!gap) return MISSING;
      return (
        <>
          {formatPercent(gap.size)}{' '}
          <span className="muted">
            ({placeText(gap.from)} to {placeText(gap.to)})
          </span>
        </>
      );
    },
  },
  {
    name: 'Mean gap',
    numeric: true,
    help: 'The mean step along x between neighbours: where the largest gap is several times as large, the curve has a hole.',
    cell: ({ coverage }) => formatPercent(coverage.value?.evenGap),
  },
  {
    name: 'Unchanged',
    numeric: true,
    help: 'Neighbouring lambdas between which the model hardly moves on either axis: lambda has no effect there.',
    cell: ({ coverage }) => formatCount(coverage.value?.still.length),
  },
];
