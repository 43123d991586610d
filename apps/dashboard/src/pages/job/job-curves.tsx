import { useQuery } from '@tanstack/react-query';
import type { JobDetail } from '@yoto/core';
import { useState } from 'react';
import { jobCurveQuery, jobMetricNamesQuery } from '../../api/queries.ts';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import { curvesTable } from '../../charts/chart-table.ts';
import { groupColour } from '../../charts/chart-theme.ts';
import { curvesChart, mainMetric } from '../../charts/curves-chart.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import { Section } from '../../components/page.tsx';
import { CurveControls } from '../sweep/curve-controls.tsx';

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/** One training curve of the job, of the metric that is chosen. */
export function JobCurves({ job }: { job: JobDetail }) {
  const theme = useChartTheme();
  const names = useQuery(jobMetricNamesQuery(job.id)).data?.names ?? [];
  const [chosen, setMetric] = useState<string>();
  const [view, setView] = useState({ logY: false, smoothing: 0 });
  const metric = chosen ?? mainMetric(names);
  const points =
    useQuery({ ...jobCurveQuery(job.id, metric ?? ''), enabled: metric !== undefined }).data?.points ?? [];
  const curves = [{ job, points }];
  const colours = new Map([[job.group, groupColour(theme, 0)]]);
  return (
    <Section
      title="Training curve"
      actions={
        metric && (
          <CurveControls names={names} metric={metric} onMetric={setMetric} view={view} onView={setView} />
        )
      }
    >
      {metric ? (
        <ChartFigure
          chart={curvesChart(curves, { theme, metric, colours, hidden: NOTHING_HIDDEN, ...view })}
          description={`${metric} over the steps. First, least and last values are in the table below.`}
          legend={[]}
          hidden={NOTHING_HIDDEN}
          onToggle={() => {}}
          table={curvesTable(curves)}
        />
      ) : (
        <div className="chart chart-empty">
          <p>No curve yet.</p>
          <p className="hint">It appears once the job has taken its first steps.</p>
        </div>
      )}
    </Section>
  );
}
