import { type ComparisonSeries, missingReason, type SweepComparison } from '@yoto/core';
import type { Column } from '../../../components/data-table.tsx';
import { EstimateValue } from '../../../components/estimate-value.tsx';
import { Footnotes } from '../../../format/footnotes.ts';
import { formatRounded, MISSING } from '../../../format/numbers.ts';
import { formatDuration } from '../../../format/time.ts';
import { AnalysisPart } from './analysis-part.tsx';
import { seriesColumn } from './series-name.tsx';

const SECONDS = { format: (seconds: number) => formatDuration(1000 * seconds) };

interface PartProps {
  comparison: SweepComparison;
  colours: ReadonlyMap<string, string>;
}

/** Device time of each series, and what it buys. */
export function CostPart({ comparison: { series }, colours }: PartProps) {
  const notes = new Footnotes(
    series.flatMap(({ cost }) => [missingReason(cost.jobSeconds), missingReason(cost.curveSeconds)]),
  );
  return (
    <AnalysisPart
      title="Cost"
      columns={[seriesColumn(colours), ...costColumns(notes)]}
      rows={series}
      rowKey={({ name }) => name}
      notes={notes}
      empty="No job has been started."
    >
      <p className="hint">
        Wall-clock time for which a device was held, attempts together. A curve is one seed of a series: one
        job for a conditioned model, one for each lambda of a grid.
      </p>
    </AnalysisPart>
  );
}

const costColumns = (notes: Footnotes): Column<ComparisonSeries>[] => [
  {
    name: 'Per job',
    numeric: true,
    help: 'Device time of one completed job, on average.',
    cell: ({ cost }) => <EstimateValue estimate={cost.jobSeconds} style={SECONDS} notes={notes} />,
  },
  {
    name: 'Per curve',
    numeric: true,
    help: 'Device time of all the jobs that one seed’s curve takes; for interpolation with the models it mixes.',
    cell: ({ cost }) => <EstimateValue estimate={cost.curveSeconds} style={SECONDS} notes={notes} />,
  },
  {
    name: 'All jobs',
    numeric: true,
    help: 'Device time of all jobs of the series, finished or not.',
    cell: ({ cost }) => formatDuration(1000 * cost.deviceSeconds),
  },
  {
    name: 'Quality per device-second',
    numeric: true,
    help: 'Share of the hypervolume box under the curve, for each device-second of one curve; more is better.',
    cell: ({ cost }) =>
      cost.hypervolumePerSecond === null ? MISSING : `${formatRounded(100 * cost.hypervolumePerSecond)} %`,
  },
  {
    name: 'Devices',
    wide: true,
    help: 'Times on different devices cannot be compared.',
    cell: ({ cost }) => cost.devices.join(', ') || MISSING,
  },
];
