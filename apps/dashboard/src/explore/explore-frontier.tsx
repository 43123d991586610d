/** The sweep's frontier with a mark where the model stands at the lambda of the sliders. */
import { useQuery } from '@tanstack/react-query';
import type { EvaluationPoint, JobDetail, Lambda, SweepComparison, TaskDetail } from '@yoto/core';
import { pointsQuery } from '../api/comparison-queries.ts';
import { jobEvaluationsQuery } from '../api/job-queries.ts';
import { ChartFigure } from '../charts/chart-figure.tsx';
import type { LineChart, LineDataset } from '../charts/chart-point.ts';
import { frontierTable } from '../charts/chart-table.ts';
import type { ChartTheme } from '../charts/chart-theme.ts';
import { frontierChart } from '../charts/frontier-chart.ts';
import { useChartTheme } from '../charts/use-chart-theme.ts';
import { useHiddenSeries } from '../charts/use-hidden-series.ts';
import { useLegend } from '../charts/use-legend.ts';
import { Section } from '../components/page.tsx';
import { lambdaText } from '../format/lambda-text.ts';
import { formatNumber } from '../format/numbers.ts';
import { type FrontierPlace, frontierPlace } from './frontier-place.ts';

interface ExploreFrontierProps {
  job: JobDetail;
  task: TaskDetail;
  lambda: Lambda;
}

/** Nothing before anything is measured. */
export function ExploreFrontier({ job, task, lambda }: ExploreFrontierProps) {
  const comparison = useQuery(pointsQuery(job.sweepId, {})).data?.comparison;
  const points = useQuery(jobEvaluationsQuery(job.id)).data?.points;
  if (!comparison || !points) return null;
  return <Figure {...{ comparison, points, task, lambda }} />;
}

interface FigureProps extends Omit<ExploreFrontierProps, 'job'> {
  comparison: SweepComparison;
  points: readonly EvaluationPoint[];
}

const HERE = 'This model, here';

function Figure({ comparison, points, task, lambda }: FigureProps) {
  const theme = useChartTheme();
  const legend = useLegend(comparison);
  const series = useHiddenSeries();
  const { hidden } = series;
  const { axes } = comparison;
  const place = frontierPlace(points, lambda, { x: axes.x.name, y: axes.y.name, sums: task.sums ?? [] });
  const chart = frontierChart(comparison, { theme, logX: false, logY: false, hidden, published: [] });
  const own = { name: HERE, style: { colour: theme.text, marker: 'star' as const, dash: [] } };
  return (
    <Section title="On the frontier" hint="Losses of the whole evaluation, at each model’s last step">
      <ChartFigure
        name="frontier"
        chart={place && !hidden.has(HERE) ? withMark(chart, markOf(place, lambda, comparison, theme)) : chart}
        height={300}
        description={`Frontier: ${axes.y.label} against ${axes.x.label}, with a mark where this model stands. ${placeSentence(place, comparison)}`}
        legend={[...legend, own]}
        series={series}
        table={frontierTable(comparison, [])}
      />
      <p className="hint" aria-live="polite">
        {placeSentence(place, comparison)}
      </p>
    </Section>
  );
}

const withMark = (chart: LineChart, mark: LineDataset): LineChart => ({
  ...chart,
  data: { ...chart.data, datasets: [...chart.data.datasets, mark] },
});

function markOf(
  place: FrontierPlace,
  lambda: Lambda,
  comparison: SweepComparison,
  theme: ChartTheme,
): LineDataset {
  const { x, y } = place;
  return {
    label: HERE,
    data: [{ x, y, note: [lambdaText(lambda), placeSentence(place, comparison)] }],
    borderColor: theme.text,
    pointBorderColor: theme.text,
    pointStyle: 'star',
    pointRadius: 9,
    pointHoverRadius: 10,
    pointBorderWidth: 2.5,
    showLine: false,
    // Over all others.
    order: -10,
  };
}

function placeSentence(place: FrontierPlace | undefined, { axes }: SweepComparison): string {
  if (!place) return 'This model has not been evaluated yet, so its place is not known.';
  const values = [axes.x, axes.y].map(
    ({ label, unit, name }) =>
      `${label} ${formatNumber(name === axes.x.name ? place.x : place.y)}${unit ? ` ${unit}` : ''}`,
  );
  return `${values.join(', ')}: ${howFound(place)}.`;
}

function howFound({ between: [one = {}, other], isMeasured }: FrontierPlace): string {
  if (other) return `interpolated between ${lambdaText(one)} and ${lambdaText(other)}`;
  return isMeasured
    ? `measured at ${lambdaText(one)}`
    : `measured at ${lambdaText(one)}, the nearest that was evaluated`;
}
