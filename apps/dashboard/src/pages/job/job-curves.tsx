import { useQuery } from '@tanstack/react-query';
import { isTerminal, type JobDetail, type ResolvedGroup } from '@yoto/core';
import { jobMetricNamesQuery } from '../../api/job-queries.ts';
import { ChartFigure, useChartCode } from '../../charts/chart-figure.tsx';
import { curvesTable } from '../../charts/chart-table.ts';
import { curveNotes } from '../../charts/curve-notes.ts';
import { curvesChart, mainMetric, USUAL_METRIC } from '../../charts/curves-chart.ts';
import { seriesStyles } from '../../charts/series-style.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import { useZoom } from '../../charts/use-view-param.ts';
import { Section } from '../../components/page.tsx';
import { Skeleton } from '../../components/query-view.tsx';
import { CURVES, CurveControls, useCurvesView } from '../sweep/curve-controls.tsx';
import { CurveNotes } from '../sweep/curve-notes-view.tsx';
import { useCurves } from '../sweep/use-curves.ts';

const NOTHING_HIDDEN = { hidden: new Set<string>(), toggle: () => {}, isolate: () => {} };

interface JobCurvesProps {
  job: JobDetail;
  /** Of the job's sweep, once they are known: its curve looks as it does there. */
  groups: readonly ResolvedGroup[] | undefined;
}

/** One training curve of the job, of the metric that is chosen. */
export function JobCurves({ job, groups }: JobCurvesProps) {
  useChartCode();
  const theme = useChartTheme();
  const known = useQuery(jobMetricNamesQuery(job.id)).data?.names;
  const names = known ?? [];
  const view = useCurvesView();
  const metric = view.metric && names.includes(view.metric) ? view.metric : mainMetric(names);
  const [zoom] = useZoom(CURVES);
  // The likely one is not waited for until all names are known.
  const curves = useCurves([job], known ? metric : (view.metric ?? USUAL_METRIC), zoom);
  const own = groups?.map(({ name, kind }) => ({ name, method: kind }));
  const styles = seriesStyles(own ?? [{ name: job.group, method: job.kind }], theme);
  return (
    <Section
      title="Training curve"
      actions={metric && <CurveControls names={names} metric={metric} view={view} />}
    >
      {metric || !known ? (
        <div className="curve-part">
          {metric ? (
            <>
              <ChartFigure
                name={CURVES}
                chart={curvesChart(curves, { theme, styles, hidden: NOTHING_HIDDEN.hidden, ...view, metric })}
                description={`${metric} over the steps. First, least and last values are in the table below.`}
                legend={[]}
                series={NOTHING_HIDDEN}
                table={curvesTable(curves)}
              />
              <CurveNotes notes={curveNotes(curves)} />
            </>
          ) : (
            <Skeleton lines={8} />
          )}
        </div>
      ) : (
        <div className="chart chart-empty">
          <p>{isTerminal(job.state) ? 'No curve' : 'No curve yet'}</p>
          <p className="hint">{whyNoCurve(job)}</p>
        </div>
      )}
    </Section>
  );
}

function whyNoCurve({ kind, state }: JobDetail): string {
  if (kind === 'codec') return 'A codec is measured, not trained.';
  if (isTerminal(state)) return 'The job ended before it reported its first steps.';
  return 'It appears once the job has taken its first steps.';
}
