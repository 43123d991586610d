import { useQueries, useQuery } from '@tanstack/react-query';
import type { JobSummary, ResolvedGroup } from '@yoto/core';
import { useState } from 'react';
import { jobCurveQuery, jobMetricNamesQuery } from '../../api/queries.ts';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import { curvesTable } from '../../charts/chart-table.ts';
import { type Curve, curvesChart, mainMetric } from '../../charts/curves-chart.ts';
import { type SeriesStyle, seriesStyles } from '../../charts/series-style.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import type { useHiddenSeries } from '../../charts/use-hidden-series.ts';
import { Section } from '../../components/page.tsx';
import { formatCount } from '../../format/numbers.ts';
import { CurveControls } from './curve-controls.tsx';

/** More lines than this can neither be told apart nor fetched at once. */
const MOST_CURVES = 40;

interface CurvesSectionProps {
  jobs: readonly JobSummary[];
  groups: readonly ResolvedGroup[];
  series: ReturnType<typeof useHiddenSeries>;
}

export function CurvesSection({ jobs, groups, series: { hidden, toggle } }: CurvesSectionProps) {
  const theme = useChartTheme();
  const started = jobs.filter((job) => job.startedAt !== null);
  const visible = started.filter((job) => !hidden.has(job.group)).slice(0, MOST_CURVES);
  const names = useMetricNames(started[0]?.id);
  const [chosen, setMetric] = useState<string>();
  const metric = chosen ?? mainMetric(names);
  const [view, setView] = useState({ logY: false, smoothing: 0 });
  const curves = useCurves(visible, metric);
  const styles = groupStyles(groups, theme);
  const colours = new Map([...styles].map(([name, { colour }]) => [name, colour]));
  return (
    <Section
      title="Loss curves"
      hint={curvesHint(visible.length, started.length)}
      actions={
        metric && (
          <CurveControls names={names} metric={metric} onMetric={setMetric} view={view} onView={setView} />
        )
      }
    >
      {metric ? (
        <ChartFigure
          chart={curvesChart(curves, { theme, metric, colours, hidden, ...view })}
          description={`${metric} over the steps, one line per job. First, least and last values are in the table below.`}
          legend={[...styles].map(([name, style]) => ({ name, style }))}
          hidden={hidden}
          onToggle={toggle}
          table={curvesTable(curves)}
        />
      ) : (
        <div className="chart chart-empty">
          <p>No curves yet.</p>
          <p className="hint">They appear once a job has taken its first steps.</p>
        </div>
      )}
    </Section>
  );
}

function curvesHint(visible: number, started: number): string {
  const shades = 'One line per job; within a group, a fuller colour is a larger lambda';
  return visible < Math.min(started, MOST_CURVES + 1) || started <= MOST_CURVES
    ? shades
    : `${shades}. The first ${formatCount(MOST_CURVES)} of ${formatCount(started)} jobs; hide groups to see others`;
}

/** Colours as in the other charts; curves have no markers. */
function groupStyles(groups: readonly ResolvedGroup[], theme: ReturnType<typeof useChartTheme>) {
  const styles = seriesStyles(
    groups.map(({ name, kind }) => ({ name, method: kind })),
    theme,
  );
  return new Map<string, SeriesStyle>(
    [...styles].map(([name, style]) => [name, { ...style, marker: undefined }]),
  );
}

function useMetricNames(jobId: string | undefined): string[] {
  const query = useQuery({ ...jobMetricNamesQuery(jobId ?? ''), enabled: jobId !== undefined });
  return query.data?.names ?? [];
}

function useCurves(jobs: readonly JobSummary[], metric: string | undefined): Curve[] {
  const answers = useQueries({
    queries: jobs.map((job) => ({ ...jobCurveQuery(job.id, metric ?? ''), enabled: metric !== undefined })),
  });
  return jobs.map((job, i) => ({ job, points: answers[i]?.data?.points ?? [] }));
}
