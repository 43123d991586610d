import {
  type ComparisonSeries,
  type Estimate,
  estimateParts,
  type Method,
  type SweepComparison,
} from '@yoto/core';
import { seriesStyles } from '../../charts/series-style.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { lambdaText } from '../../format/lambda-text.ts';
import { formatCompact, formatCount } from '../../format/numbers.ts';
import { formatDuration } from '../../format/time.ts';

const METHODS: Readonly<Record<Method, string>> = {
  fixed: 'fixed grid',
  yoto: 'YOTO',
  'single-model': 'single model',
  interpolation: 'interpolation',
  codec: 'codec',
};

const signedValue = (estimate: Estimate): string => estimateParts(estimate, { signed: true }).value;

/** One row per method: what it costs, and its regret. */
export function MethodsTable({ comparison }: { comparison: SweepComparison }) {
  const theme = useChartTheme();
  const styles = seriesStyles(comparison.series, theme);
  const columns: Column<ComparisonSeries>[] = [
    {
      name: 'Series',
      heading: true,
      cell: ({ name, method }) => (
        <span className="with-dot">
          <span className="dot" style={{ background: styles.get(name)?.colour }} aria-hidden="true" />
          {name}
          {method === 'single-model' && comparison.singleModel.value && (
            <span className="muted"> {lambdaText(comparison.singleModel.value.lambda)}</span>
          )}
        </span>
      ),
    },
    { name: 'Method', cell: ({ method }) => METHODS[method] },
    {
      name: 'Jobs done',
      numeric: true,
      cell: ({ cost }) => `${formatCount(cost.completedJobs)} of ${formatCount(cost.jobs)}`,
    },
    { name: 'Steps', numeric: true, cell: ({ cost }) => formatCompact(cost.steps) },
    {
      name: 'Device time',
      numeric: true,
      cell: ({ cost }) => formatDuration(cost.deviceSeconds * 1000),
    },
    {
      name: 'Mean regret',
      numeric: true,
      cell: ({ regret }) => signedValue(regret.mean.absolute),
    },
    {
      name: 'Worst regret',
      numeric: true,
      cell: ({ regret }) => signedValue(regret.worst.absolute),
    },
  ];
  return (
    <DataTable
      label="Methods"
      columns={columns}
      rows={comparison.series}
      rowKey={({ name, method }) => `${method} ${name}`}
    />
  );
}
