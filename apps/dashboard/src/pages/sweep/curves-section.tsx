import { useQuery } from '@tanstack/react-query';
import type { JobSummary, ResolvedGroup } from '@yoto/core';
import { jobMetricNamesQuery } from '../../api/job-queries.ts';
import { ChartFigure, useChartCode } from '../../charts/chart-figure.tsx';
import { curvesTable } from '../../charts/chart-table.ts';
import { curveNotes } from '../../charts/curve-notes.ts';
import { curvesChart, mainMetric, USUAL_METRIC } from '../../charts/curves-chart.ts';
import { seriesStyles } from '../../charts/series-style.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import type { HiddenSeries } from '../../charts/use-hidden-series.ts';
import { useZoom } from '../../charts/use-view-param.ts';
import { Section } from '../../components/page.tsx';
import { formatCount } from '../../format/numbers.ts';
import { CURVES, CurveControls, useCurvesView } from './curve-controls.tsx';
import { CurveNotes } from './curve-notes-view.tsx';
import { haveEnded } from './nothing-measured.tsx';
import { useCurves } from './use-curves.ts';

/** More lines than this can neither be told apart nor fetched at once. */
const MOST_CURVES = 40;

interface CurvesSectionProps {
  jobs: readonly JobSummary[];
  groups: readonly ResolvedGroup[];
  series: HiddenSeries;
}

export function CurvesSection({ jobs, groups, series }: CurvesSectionProps) {
  useChartCode();
  const { hidden } = series;
  const theme = useChartTheme();
  const started = jobs.filter((job) => job.startedAt !== null);
  const visible = started.filter((job) => !hidden.has(job.group)).slice(0, MOST_CURVES);
  const known = useMetricNames(started[0]?.id);
  const names = known ?? [];
  const view = useCurvesView();
  const metric = view.metric && names.includes(view.metric) ? view.metric : mainMetric(names);
  const [zoom] = useZoom(CURVES);
  // The likely one is not waited for until all names are known.
  const curves = useCurves(visible, known ? metric : (view.metric ?? USUAL_METRIC), zoom);
  const styles = seriesStyles(
    groups.map(({ name, kind }) => ({ name, method: kind })),
    theme,
  );
  return (
    <Section
      title="Loss curves"
      hint={curvesHint(visible.length, started.length)}
      actions={metric && <CurveControls names={names} metric={metric} view={view} />}
    >
      {metric ? (
        <>
          <ChartFigure
            name={CURVES}
            chart={curvesChart(curves, { theme, styles, hidden, ...view, metric })}
            description={`${metric} over the steps, one line per job. First, least and last values are in the table below.`}
            legend={[...styles].map(([name, style]) => ({ name, style: { ...style, dash: [] } }))}
            series={series}
            table={curvesTable(curves)}
          />
          <CurveNotes notes={curveNotes(curves)} />
        </>
      ) : (
        <div className="chart chart-empty">
          <p>{haveEnded(jobs) ? 'No curves' : 'No curves yet'}</p>
          <p className="hint">
            {haveEnded(jobs)
              ? 'The jobs ended before their first steps.'
              : 'They appear once a job has taken its first steps.'}
          </p>
        </div>
      )}
    </Section>
  );
}

function curvesHint(visible: number, started: number): string {
  const shades =
    'One line per job; within a group, each lambda has its own dash, and a fuller colour is a larger one';
  return visible < Math.min(started, MOST_CURVES + 1) || started <= MOST_CURVES
    ? shades
    : `${shades}. The first ${formatCount(MOST_CURVES)} of ${formatCount(started)} jobs; hide groups to see others`;
}

function useMetricNames(jobId: string | undefined): string[] | undefined {
  const query = useQuery({ ...jobMetricNamesQuery(jobId ?? ''), enabled: jobId !== undefined });
  return query.data?.names;
}
