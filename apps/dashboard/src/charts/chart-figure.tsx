/** A chart with its legend and, on demand, its numbers as a table. */
import { lazy, Suspense } from 'react';
import { NumbersTable } from '../components/numbers-table.tsx';
import type { BarChart, LineChart } from './chart-point.ts';
import type { ChartTable } from './chart-table.ts';
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

/** The series' line and marker, as the chart draws them. */
function LegendMark({ style: { colour, marker, dash } }: { style: SeriesStyle }) {
  const outline = OUTLINES[marker ?? 'none'];
  return (
    <svg width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">
      <line x1="0" y1="6" x2="22" y2="6" stroke={colour} strokeWidth="2" strokeDasharray={dash.join(' ')} />
      {marker === 'circle' && <circle cx="11" cy="6" r="3.5" fill={colour} />}
      {outline && <path d={outline} fill="var(--surface)" stroke={colour} strokeWidth="1.8" />}
    </svg>
  );
}

/** Of the markers that are hollow. */
const OUTLINES: Partial<Record<NonNullable<SeriesStyle['marker']> | 'none', string>> = {
  triangle: 'M11 1.5 15.5 9.5 6.5 9.5Z',
  rectRot: 'M11 1.5 15.5 6 11 10.5 6.5 6Z',
  rect: 'M7.5 2.5H14.5V9.5H7.5Z',
  cross: 'M11 2V10M7 6H15',
  crossRot: 'M8 3 14 9M14 3 8 9',
  star: 'M11 2V10M7 6H15M8 3 14 9M14 3 8 9',
};
