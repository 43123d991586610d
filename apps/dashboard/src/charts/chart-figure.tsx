/** A chart with its legend and, on demand, its numbers as a table. */
import { lazy, Suspense } from 'react';
import { NumbersTable } from '../components/numbers-table.tsx';
import type { BarChart, LineChart } from './chart-point.ts';
import type { ChartTable } from './chart-table.ts';
import { LegendMark } from './legend-mark.tsx';
import type { SeriesStyle } from './series-style.ts';

const ChartView = lazy(() => import('./chart-view.tsx'));

export interface LegendEntry {
  name: string;
  style: SeriesStyle;
}

interface ChartFigureProps {
  chart: LineChart | BarChart;
  /** In CSS pixels, where the usual one does not do. */
  height?: number;
  description: string;
  legend: readonly LegendEntry[];
  hidden: ReadonlySet<string>;
  onToggle: (name: string) => void;
  table: ChartTable;
}

export function ChartFigure({
  chart,
  height,
  description,
  legend,
  hidden,
  onToggle,
  table,
}: ChartFigureProps) {
  return (
    <figure className="figure" data-testid="chart">
      {legend.length > 0 && (
        <ul className="legend" aria-label="Series; press to hide or show">
          {legend.map(({ name, style }) => (
            <li key={name}>
              <button type="button" aria-pressed={!hidden.has(name)} onClick={() => onToggle(name)}>
                <LegendMark style={style} />
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Suspense fallback={<div className="chart" style={{ height }} aria-hidden="true" />}>
        <ChartView key={chart.type} chart={chart} height={height} description={description} />
      </Suspense>
      <details className="figure-table">
        <summary>Show the numbers</summary>
        <div className="scroll">
          <NumbersTable {...table} />
        </div>
      </details>
    </figure>
  );
}
