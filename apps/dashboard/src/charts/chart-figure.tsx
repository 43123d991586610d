/** A chart with its legend and, on demand, its numbers as a table. */
import { lazy, Suspense } from 'react';
import type { LineChart } from './chart-point.ts';
import type { ChartTable } from './chart-table.ts';
import type { SeriesStyle } from './series-style.ts';

const ChartView = lazy(() => import('./chart-view.tsx'));

export interface LegendEntry {
  name: string;
  style: SeriesStyle;
}

interface ChartFigureProps {
  chart: LineChart;
  description: string;
  legend: readonly LegendEntry[];
  hidden: ReadonlySet<string>;
  onToggle: (name: string) => void;
  table: ChartTable;
}

export function ChartFigure({ chart, description, legend, hidden, onToggle, table }: ChartFigureProps) {
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
      <Suspense fallback={<div className="chart" aria-hidden="true" />}>
        <ChartView chart={chart} description={description} />
      </Suspense>
      <details className="figure-table">
        <summary>Show the numbers</summary>
        <div className="scroll">
          <NumbersTable table={table} />
        </div>
      </details>
    </figure>
  );
}

/** The series' line and marker, as the chart draws them. */
function LegendMark({ style: { colour, marker, dash } }: { style: SeriesStyle }) {
  return (
    <svg width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">
      <line x1="0" y1="6" x2="22" y2="6" stroke={colour} strokeWidth="2" strokeDasharray={dash.join(' ')} />
      {marker === 'circle' && <circle cx="11" cy="6" r="3.5" fill={colour} />}
      {marker === 'triangle' && (
        <path d="M11 1.5 15.5 9.5 6.5 9.5Z" fill="var(--surface)" stroke={colour} strokeWidth="1.8" />
      )}
      {marker === 'rectRot' && (
        <path d="M11 1.5 15.5 6 11 10.5 6.5 6Z" fill="var(--surface)" stroke={colour} strokeWidth="1.8" />
      )}
    </svg>
  );
}

function NumbersTable({ table: { columns, rows } }: { table: ChartTable }) {
  return (
    <table className="numbers">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.slice(0, 2).join('|')}>
            {row.map((cell, i) => (
              <td key={columns[i]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
