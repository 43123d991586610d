/** A chart with its legend, the jobs behind its points and, on demand, its numbers as a table. */
import { Suspense, useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { lazyComponent } from '../api/lazy-component.ts';
import { NumbersTable } from '../components/numbers-table.tsx';
import { loadChartView } from '../early/part-code.ts';
import { ChartLegend } from './chart-legend.tsx';
import type { BarChart, ChartPoint, JobLink, LineChart } from './chart-point.ts';
import type { ChartTable } from './chart-table.ts';
import type { SeriesStyle } from './series-style.ts';
import type { HiddenSeries } from './use-hidden-series.ts';

const ChartView = lazyComponent(loadChartView);

/** For what will show charts: their code comes while the data is asked for. A failure is told by the chart itself. */
export const useChartCode = (): void => useEffect(() => void loadChartView().catch(() => undefined), []);

export interface LegendEntry {
  name: string;
  style: SeriesStyle;
}

interface ChartFigureProps {
  /** In the address, where its view is kept, and of downloaded files; unique on the page. */
  name: string;
  chart: LineChart | BarChart;
  /** In CSS pixels, where the usual one does not do. */
  height?: number;
  description: string;
  legend: readonly LegendEntry[];
  series: HiddenSeries;
  table: ChartTable;
  /** The point whose tooltip is shown. */
  onActive?: (point: ChartPoint) => void;
}

/** The jobs of a point that was clicked, where there are several. */
interface ChosenPoint {
  title: string;
  jobs: readonly JobLink[];
}

export function ChartFigure(props: ChartFigureProps) {
  const { name, chart, height, description, legend, series, table, onActive } = props;
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ChosenPoint>();
  const follow = ({ jobs = [], note }: ChartPoint, label: string) => {
    const [only, ...others] = jobs;
    if (only && others.length === 0) navigate(jobPath(only));
    else setChosen({ title: [label, note[0]].filter(Boolean).join(', '), jobs });
  };
  return (
    <figure className="figure" data-testid="chart">
      {legend.length > 0 && <ChartLegend legend={legend} series={series} />}
      <Suspense fallback={<div className="chart" style={{ height }} aria-hidden="true" />}>
        <ChartView
          key={chart.type}
          {...{ name, chart, height, description }}
          legend={legend.filter((entry) => !series.hidden.has(entry.name))}
          onPoint={follow}
          onActive={onActive}
        />
      </Suspense>
      <p className="chart-jobs" role="status">
        {chosen && (
          <>
            Jobs of {chosen.title}: <JobLinks jobs={chosen.jobs} />
          </>
        )}
      </p>
      <details className="figure-table">
        <summary>Show the numbers</summary>
        <div className="scroll">
          <NumbersTable
            columns={table.columns}
            rows={table.rows}
            {...(table.jobs && { last: { column: 'Jobs', cells: table.jobs.map(linksOf) } })}
          />
        </div>
      </details>
    </figure>
  );
}

const jobPath = ({ id }: JobLink): string => `/jobs/${id}`;

const linksOf = (jobs: readonly JobLink[]) => <JobLinks jobs={jobs} />;

function JobLinks({ jobs }: { jobs: readonly JobLink[] }) {
  return (
    <span className="link-list">
      {jobs.map((job) => (
        <Link key={job.id} to={jobPath(job)}>
          {job.label}
        </Link>
      ))}
    </span>
  );
}
