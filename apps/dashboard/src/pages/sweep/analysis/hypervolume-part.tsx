import type { SeriesAnalysis, SweepAnalysis } from '@yoto/core';
import type { Column } from '../../../components/data-table.tsx';
import { EstimateValue } from '../../../components/estimate-value.tsx';
import { missingReason } from '../../../format/estimate-text.ts';
import { Footnotes } from '../../../format/footnotes.ts';
import { formatNumber, formatPercent, formatPlural, formatRounded } from '../../../format/numbers.ts';
import { AnalysisPart } from './analysis-part.tsx';
import { seriesColumn } from './series-name.tsx';

interface PartProps {
  analysis: SweepAnalysis;
  colours: ReadonlyMap<string, string>;
}

/** How much of the plane each frontier dominates. */
export function HypervolumePart({ analysis, colours }: PartProps) {
  const { series, hypervolumeBox, reference, axes } = analysis;
  const notes = new Footnotes(
    series.flatMap(({ hypervolume: { curve, matched } }) =>
      [curve.value, curve.ratio, matched.ratio].map(missingReason),
    ),
  );
  return (
    <AnalysisPart
      title="Hypervolume"
      columns={[seriesColumn(colours), ...hypervolumeColumns(analysis, notes)]}
      rows={hypervolumeBox ? series : []}
      rowKey={({ name }) => name}
      notes={notes}
      empty="Nothing is measured yet that an area could be taken of."
    >
      {hypervolumeBox && (
        <p className="hint">
          Reference point: {axes.x.label} {formatNumber(hypervolumeBox.reference.x)}, {axes.y.label}{' '}
          {formatNumber(hypervolumeBox.reference.y)} ({hypervolumeBox.rule}). Ideal point:{' '}
          {formatNumber(hypervolumeBox.ideal.x)}, {formatNumber(hypervolumeBox.ideal.y)}.
          {reference !== null && ` Ratios are to ${reference}.`}
        </p>
      )}
    </AnalysisPart>
  );
}

function hypervolumeColumns({ series }: SweepAnalysis, notes: Footnotes): Column<SeriesAnalysis>[] {
  const hasTerms = series.some(({ hypervolume }) => hypervolume.terms !== null);
  const columns: Column<SeriesAnalysis>[] = [
    {
      name: 'Under the curve',
      numeric: true,
      help: 'The area between the monotone curve through the points and the reference point: denser sampling is not rewarded. Larger is better.',
      cell: ({ hypervolume }) => <EstimateValue estimate={hypervolume.curve.value} notes={notes} />,
    },
    {
      name: 'Share of the box',
      numeric: true,
      help: 'The same as a share of the box between the ideal and the reference point.',
      cell: ({ hypervolume }) => formatPercent(hypervolume.curve.share),
    },
    {
      name: 'Ratio',
      numeric: true,
      help: 'The area under the curve over that of the reference series: 1 is as good.',
      cell: ({ hypervolume }) => <EstimateValue estimate={hypervolume.curve.ratio} notes={notes} />,
    },
    {
      name: 'Ratio at matched lambdas',
      numeric: true,
      help: 'The plain hypervolume of the points alone, at the lambdas that the series has in common with the reference series.',
      cell: ({ hypervolume: { matched } }) => (
        <>
          <EstimateValue estimate={matched.ratio} notes={notes} />{' '}
          <span className="muted nowrap">at {formatPlural(matched.lambdas, 'lambda')}</span>
        </>
      ),
    },
  ];
  if (!hasTerms) return columns;
  return [
    ...columns,
    {
      name: 'Ratio, all terms',
      numeric: true,
      help: 'The ratio in the space of all loss terms, at the matched lambdas: what two axes cannot show.',
      cell: ({ hypervolume }) => formatRounded(hypervolume.terms?.ratio),
    },
  ];
}
