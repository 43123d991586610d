/** One chart as a static SVG: axes with units, series with bands, whiskers and markers, and a legend below. */
import { escapeMarkup } from '../render/escape.ts';
import { type AxisScale, axisScale } from './axis-scale.ts';
import { LEGEND_ROW_HEIGHT, legend, legendRows } from './legend.ts';
import { marker } from './marker.ts';
import type { SeriesStyle } from './series-style.ts';

export interface PlotPoint {
  x: number;
  y: number;
  xInterval?: { low: number; high: number } | undefined;
  yInterval?: { low: number; high: number } | undefined;
  /** Shown when the pointer rests on it. */
  note?: string;
}

export interface PlotSeries {
  name: string;
  style: SeriesStyle;
  /** In the order in which the line goes through them. */
  points: readonly PlotPoint[];
  line: boolean;
  markers: boolean;
  /** Whether the intervals are an area along the line, or whiskers at the points. */
  intervals: 'band' | 'whiskers';
}

export interface Plot {
  /** Read out in place of the picture. */
  description: string;
  x: { title: string; scale?: AxisScale['kind'] };
  y: { title: string; scale?: AxisScale['kind'] };
  series: readonly PlotSeries[];
  /** A line where y is nothing. */
  zeroLine?: boolean;
}

const WIDTH = 560;
const HEIGHT = 360;
const LEFT = 76;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 52;
const INK = '#1c2733';
const MUTED = '#5b6875';
const GRID = '#e3e7eb';
const FINE_GRID = '#f2f4f6';

interface Frame {
  x: AxisScale;
  y: AxisScale;
  left(value: number): number;
  top(value: number): number;
}

export function plotSvg(plot: Plot): string {
  const frame = frameOf(plot);
  const entries = plot.series.filter(({ points }) => points.length > 0);
  const rows = legendRows(entries, WIDTH - LEFT - RIGHT);
  const height = HEIGHT + rows.length * LEGEND_ROW_HEIGHT + 6;
  const parts = [
    xAxis(frame, plot.x.title),
    yAxis(frame, plot.y.title),
    plot.zeroLine && frame.y.low < 0 && frame.y.high > 0 ? zeroLine(frame) : '',
    ...entries.map((series) => intervalsOf(series, frame)),
    ...entries.map((series) => lineOf(series, frame)),
    ...entries.map((series) => markersOf(series, frame)),
    legend(rows, LEFT, HEIGHT + 4),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeMarkup(plot.description)}" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="${INK}">\n${parts.filter(Boolean).join('\n')}\n</svg>`;
}

function frameOf({ x, y, series }: Plot): Frame {
  const points = series.flatMap((one) => one.points);
  const xs = points.flatMap((point) => [
    point.x,
    point.xInterval?.low ?? point.x,
    point.xInterval?.high ?? point.x,
  ]);
  const ys = points.flatMap((point) => [
    point.y,
    point.yInterval?.low ?? point.y,
    point.yInterval?.high ?? point.y,
  ]);
  const scales = { x: axisScale(xs, x.scale), y: axisScale(ys, y.scale) };
  return {
    ...scales,
    left: (value) => LEFT + scales.x.place(value) * (WIDTH - LEFT - RIGHT),
    top: (value) => HEIGHT - BOTTOM - scales.y.place(value) * (HEIGHT - TOP - BOTTOM),
  };
}

function xAxis({ x, left }: Frame, title: string): string {
  const bottom = HEIGHT - BOTTOM;
  const ticks = x.ticks.map(({ value, label }) => {
    const at = px(left(value));
    const line = `<line x1="${at}" y1="${TOP}" x2="${at}" y2="${bottom}" stroke="${label === undefined ? FINE_GRID : GRID}"/>`;
    return label === undefined
      ? line
      : `${line}<text x="${at}" y="${bottom + 17}" text-anchor="middle">${label}</text>`;
  });
  const middle = px(LEFT + (WIDTH - LEFT - RIGHT) / 2);
  const name = `<text x="${middle}" y="${bottom + 38}" text-anchor="middle" font-weight="600">${escapeMarkup(titleOf(title, x))}</text>`;
  const rule = `<line x1="${LEFT}" y1="${bottom}" x2="${WIDTH - RIGHT}" y2="${bottom}" stroke="${MUTED}"/>`;
  return `<g>${ticks.join('')}${rule}${name}</g>`;
}

function yAxis({ y, top }: Frame, title: string): string {
  const ticks = y.ticks.map(({ value, label }) => {
    const at = px(top(value));
    const line = `<line x1="${LEFT}" y1="${at}" x2="${WIDTH - RIGHT}" y2="${at}" stroke="${label === undefined ? FINE_GRID : GRID}"/>`;
    return label === undefined
      ? line
      : `${line}<text x="${LEFT - 8}" y="${at}" dy="0.34em" text-anchor="end">${label}</text>`;
  });
  const middle = px(TOP + (HEIGHT - TOP - BOTTOM) / 2);
  const name = `<text transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle" font-weight="600">${escapeMarkup(titleOf(title, y))}</text>`;
  const rule = `<line x1="${LEFT}" y1="${TOP}" x2="${LEFT}" y2="${HEIGHT - BOTTOM}" stroke="${MUTED}"/>`;
  return `<g>${ticks.join('')}${rule}${name}</g>`;
}

const titleOf = (title: string, { kind }: AxisScale) => (kind === 'log' ? `${title}, log scale` : title);

const zeroLine = ({ top }: Frame): string =>
  `<line x1="${LEFT}" y1="${px(top(0))}" x2="${WIDTH - RIGHT}" y2="${px(top(0))}" stroke="${INK}" stroke-dasharray="2 2"/>`;

function intervalsOf({ points, style, intervals }: PlotSeries, { left, top }: Frame): string {
  if (intervals === 'band') {
    const banded = points.filter(({ yInterval }) => yInterval !== undefined);
    if (banded.length < 2) return '';
    const low = banded.map(({ x, y, yInterval }) => `${px(left(x))},${px(top(yInterval?.low ?? y))}`);
    const high = banded.map(({ x, y, yInterval }) => `${px(left(x))},${px(top(yInterval?.high ?? y))}`);
    return `<polygon points="${[...low, ...high.reverse()].join(' ')}" fill="${style.colour}" fill-opacity="0.14"/>`;
  }
  const whiskers = points.flatMap(({ x, y, xInterval, yInterval }) => [
    ...(xInterval ? [segment(left(xInterval.low), top(y), left(xInterval.high), top(y))] : []),
    ...(yInterval ? [segment(left(x), top(yInterval.low), left(x), top(yInterval.high))] : []),
  ]);
  return whiskers.length === 0
    ? ''
    : `<g stroke="${style.colour}" stroke-opacity="0.45">${whiskers.join('')}</g>`;
}

const segment = (x1: number, y1: number, x2: number, y2: number) =>
  `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}"/>`;

function lineOf({ points, style, line }: PlotSeries, { left, top }: Frame): string {
  if (!line || points.length < 2) return '';
  const path = points.map(({ x, y }) => `${px(left(x))},${px(top(y))}`).join(' ');
  const dash = style.dash === undefined ? '' : ` stroke-dasharray="${style.dash}"`;
  return `<polyline points="${path}" fill="none" stroke="${style.colour}" stroke-width="1.8"${dash}/>`;
}

function markersOf({ points, style, markers }: PlotSeries, { left, top }: Frame): string {
  if (!markers) return '';
  return points.map(({ x, y, note }) => marker(style, px(left(x)), px(top(y)), note)).join('');
}

/** Tenths of a pixel are enough. */
const px = (value: number): number => Math.round(10 * value) / 10;
