import type { FrontierSeries, SweepFrontier } from '@yoto/core';
import { seriesStyles } from '../../charts/series-style.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { lambdaText } from '../../format/lambda-text.ts';
import { formatCompact, formatCount, formatNumber, formatSigned } from '../../format/numbers.ts';
import { formatDuration } from '../../format/time.ts';

const METHODS = {
  fixed: 'fixed grid',
  yoto: 'YOTO',
  'single-model': 'single model',
  interpolation: 'interpolation',
  reference: 'reference',
} as const;

/** A line a method: what it costs and how far its losses are from the fixed models'. */
export function MethodsTable({ frontier }: { frontier: SweepFrontier }) {
  const theme = useChartTheme();
  const styles = seriesStyles(frontier.series, theme);
  const columns: Column<FrontierSeries>[] = [
    {
      name: 'Series',
      heading: true,
      cell: ({ name, method }) => (
        <span className="with-dot">
          <span className="dot" style={{ background: styles.get(name)?.colour }} aria-hidden="true" />
          {name}
          {method === 'single-model' && frontier.singleModel && (
            <span className="muted"> {lambdaText(frontier.singleModel.lambda)}</span>
          )}
        </span>
      ),
    },
    { name: 'Method', cell: ({ method }) => METHODS[method] },
    {
      name: 'Jobs done',
      numeric: true,
      cell: ({ summary }) => `${formatCount(summary.completedJobs)} of ${formatCount(summary.jobs)}`,
    },
    { name: 'Steps', numeric: true, cell: ({ summary }) => formatCompact(summary.steps) },
    {
      name: 'Device time',
      numeric: true,
      cell: ({ summary }) => formatDuration(summary.deviceSeconds * 1000),
    },
    { name: 'Mean full loss', numeric: true, cell: ({ summary }) => formatNumber(summary.meanFullLoss) },
    {
      name: 'Mean difference',
      numeric: true,
      cell: ({ summary }) => formatSigned(summary.meanDifferenceToFixed),
    },
    {
      name: 'Worst difference',
      numeric: true,
      cell: ({ summary }) => formatSigned(summary.worstDifferenceToFixed),
    },
  ];
  return (
    <DataTable
      label="Methods"
      columns={columns}
      rows={frontier.series}
      rowKey={({ name, method }) => `${method} ${name}`}
    />
  );
}
