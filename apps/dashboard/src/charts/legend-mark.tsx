import type { SeriesStyle } from './series-style.ts';

/** The series' line and marker, as the chart draws them. */
export function LegendMark({ style: { colour, marker, dash } }: { style: SeriesStyle }) {
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
