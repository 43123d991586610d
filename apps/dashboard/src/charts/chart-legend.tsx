import type { LegendEntry } from './chart-figure.tsx';
import type { SeriesStyle } from './series-style.ts';
import type { HiddenSeries } from './use-hidden-series.ts';

interface ChartLegendProps {
  legend: readonly LegendEntry[];
  series: HiddenSeries;
}

/** A click hides a series or shows it again; a double click, or one with Alt or Shift, shows it alone. */
export function ChartLegend({ legend, series: { hidden, toggle, isolate } }: ChartLegendProps) {
  const names = legend.map(({ name }) => name);
  return (
    <ul className="legend" aria-label="Series: press to hide or show, with Shift to show one alone">
      {legend.map(({ name, style }) => (
        <li key={name}>
          <button
            type="button"
            aria-pressed={!hidden.has(name)}
            title="Click hides or shows; double click shows it alone"
            onClick={({ altKey, shiftKey }) => (altKey || shiftKey ? isolate(name, names) : toggle(name))}
            onDoubleClick={({ altKey, shiftKey }) => altKey || shiftKey || isolate(name, names)}
          >
            <LegendMark style={style} />
            <span>{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The series' line and marker, as the chart draws them. */
function LegendMark({ style: { colour, marker, dash, filled } }: { style: SeriesStyle }) {
  const outline = OUTLINES[marker ?? 'none'];
  const fill = filled ? colour : 'var(--surface)';
  return (
    <svg width="30" height="12" viewBox="0 0 30 12" aria-hidden="true">
      <line x1="0" y1="6" x2="30" y2="6" stroke={colour} strokeWidth="2" strokeDasharray={dash.join(' ')} />
      {marker === 'circle' && <circle cx="15" cy="6" r="3.5" fill={fill} stroke={colour} strokeWidth="1.8" />}
      {outline && <path d={outline} fill={fill} stroke={colour} strokeWidth="1.8" />}
    </svg>
  );
}

const OUTLINES: Partial<Record<NonNullable<SeriesStyle['marker']> | 'none', string>> = {
  triangle: 'M15 1.5 19.5 9.5 10.5 9.5Z',
  rectRot: 'M15 1.5 19.5 6 15 10.5 10.5 6Z',
  rect: 'M11.5 2.5H18.5V9.5H11.5Z',
  cross: 'M15 2V10M11 6H19',
  crossRot: 'M12 3 18 9M18 3 12 9',
  star: 'M15 2V10M11 6H19M12 3 18 9M18 3 12 9',
};
