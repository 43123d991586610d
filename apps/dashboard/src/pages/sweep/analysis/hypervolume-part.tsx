import { type ComparisonSeries, missingReason, type SweepComparison } from '@yoto/core';
import type { Column } from '../../../components/data-table.tsx';
import { EstimateValue } from '../../../components/estimate-value.tsx';
import { Footnotes, withStop } from '../../../format/footnotes.ts';
import { formatNumber, formatPercent, formatPlural } from '../../../format/numbers.ts';
import { AnalysisPart } from './analysis-part.tsx';
import { seriesColumn } from './series-name.tsx';

interface PartProps {
  comparison: SweepComparison;
  colours: ReadonlyMap<string, string>;
}

/** How much of the plane each frontier dominates. */
export function HypervolumePart({ comparison, colours }: PartProps) {
  const { series, hypervolumeBox, anchor, axes } = comparison;
  const box = hypervolumeBox.value;
  const notes = new Footnotes(
    series.flatMap(({ hypervolume: { curve, matched, terms } }) =>
      [curve.value, curve.ratio, matched.ratio, ...(hasTerms(comparison) ? [terms.ratio] : [])].map(
        missingReason,
      ),
    ),
  );
  return (
    <AnalysisPart
      title="Hypervolume"
      columns={[seriesColumn(colours), ...hypervolumeColumns(comparison, notes)]}
      rows={box ? series : []}
      rowKey={({ name }) => name}
      notes={notes}
      empty={`No hypervolume of the axes: ${withStop(hypervolumeBox.reason ?? 'nothing is measured')}`}
    >
      {box && (
        <p className="hint">
          Reference point: {axes.x.label} {formatNumber(box.referencePoint.x)}, {axes.y.label}{' '}
          {formatNumber(box.referencePoint.y)} ({box.rule}). Ideal point: {formatNumber(box.ideal.x)},{' '}
          {formatNumber(box.ideal.y)}.{anchor.value !== null && ` Ratios are to ${anchor.value}.`}
        </p>
      )}
    </AnalysisPart>
  );
}

const hasTerms = ({ series }: SweepComparison): boolean =>
  series.some(({ hypervolume }) => hypervolume.terms.value.value !== null);

function hypervolumeColumns(comparison: SweepComparison, notes: Footnotes): Column<ComparisonSeries>[] {
  const columns: Column<ComparisonSeries>[] = [
    {
      name: 'Under the curve',
      numeric: true,
      help: 'The area between the monotone curve through the points and the reference point: denser sampling is not rewarded. Larger is better.',
      cell: ({ hypervolume }) => <EstimateValue estimate={hypervolume.curve.value} notes={notes} />,
    },
    {
      name: 'Normalised',
      numeric: true,
      help: 'The hypervolume divided by the area of its box, from the ideal to the reference point.',
      cell: ({ hypervolume }) => formatPercent(hypervolume.curve.share),
    },
    {
      name: 'Ratio',
      numeric: true,
      help: 'The area under the curve over the anchor’s: 1 is as good.',
      cell: ({ hypervolume }) => <EstimateValue estimate={hypervolume.curve.ratio} notes={notes} />,
    },
    {
      name: 'Ratio at matched lambdas',
      numeric: true,
      help: 'The plain hypervolume of the points alone, at the lambdas that the series has in common with the anchor.',
      cell: ({ hypervolume: { matched } }) => (
        <>
          <EstimateValue estimate={matched.ratio} notes={notes} />{' '}
          <span className="muted nowrap">at {formatPlural(matched.lambdas, 'lambda')}</span>
        </>
      ),
    },
  ];
  if (!hasTerms(comparison)) return columns;
  return [
    ...columns,
    {
      name: 'Ratio, all terms',
      numeric: true,
      help: 'The ratio in the space of all loss terms, at the matched lambdas: what two axes cannot show.',
      cell: ({ hypervolume }) => <EstimateValue estimate={hypervolume.terms.ratio} notes={notes} />,
    },
  ];
}
