/** The frontiers of a sweep as charts, as a table of methods, and analysed; all with the same y axis. */
import { useQuery } from '@tanstack/react-query';
import type { SweepDetail } from '@yoto/core';
import { useState } from 'react';
import { analysisQuery, frontierQuery, tasksQuery } from '../../api/queries.ts';
import type { useHiddenSeries } from '../../charts/use-hidden-series.ts';
import { Section } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { AnalysisSection } from './analysis/analysis-section.tsx';
import { FrontierCharts } from './frontier-charts.tsx';
import { MethodsTable } from './methods-table.tsx';

interface FrontierResultsProps {
  sweep: SweepDetail;
  series: ReturnType<typeof useHiddenSeries>;
}

export function FrontierResults({ sweep, series }: FrontierResultsProps) {
  const [y, setY] = useState<string>();
  const task = useQuery(tasksQuery()).data?.items.find(({ id }) => id === sweep.taskId);
  const frontier = useQuery(frontierQuery(sweep.id, y));
  const analysis = useQuery(analysisQuery(sweep.id, y));
  // The task's own axis has one answer, whether or not it was chosen.
  const choose = (name: string) => setY(name === task?.frontierAxes.y ? undefined : name);
  return (
    <>
      <QueryView query={frontier} lines={8}>
        {(data) => (
          <>
            <FrontierCharts
              frontier={data}
              analysis={analysis.data?.axes.y.name === data.axes.y.name ? analysis.data : undefined}
              task={task}
              series={series}
              onY={choose}
            />
            <Section
              title="Methods"
              className="card-flush"
              hint="Differences are to the fixed-weight models at the same lambda."
            >
              <MethodsTable frontier={data} />
            </Section>
          </>
        )}
      </QueryView>
      <AnalysisSection query={analysis} jobCounts={sweep.jobCounts} />
    </>
  );
}
