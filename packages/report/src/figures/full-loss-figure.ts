/** The full loss of every method at each configuration of several weights: grouped bars (paper, figure 6a). */
import { estimateText, type Method, type SweepComparison } from '@yoto/core';
import { BASE_NAME, type Configurations, pointAt } from '@yoto/frontier';
import { escapeMarkup } from '../render/escape.ts';
import { type AxisScale, axisScale } from './axis-scale.ts';
import { LEGEND_ROW_HEIGHT, type LegendEntry, legend, legendRows } from './legend.ts';
import { type SeriesStyle, seriesStyles } from './series-style.ts';

interface Bar {
  colour: string;
  value: number;
  interval: { low: number; high: number } | null;
  note: string;
}

interface Group {
  name: string;
  bars: Bar[];
}

const WIDTH = 560;
const LEFT = 132;
const RIGHT = 14;
const TOP = 8;
const BAR = 8;
const BETWEEN = 8;
const AXIS = 46;
const INK = '#1c2733';
const MUTED = '#5b6875';
const GRID = '#e3e7eb';
const LIGHTER = '#b6bdc3';
const MOST_CHARACTERS = 22;

/** Undefined where nothing is measured. The axis is logarithmic where all losses are positive. */
export function fullLossFigure(comparison: SweepComparison, { list }: Configurations): string | undefined {
  const styles = seriesStyles(comparison.series);
  const styled = comparison.series.map((one, index) => ({
    one,
    style: barStyle(one.method, styles[index]!),
  }));
  const groups = list.map(({ lambda, differences }): Group => {
    const name = differences.join(', ') || BASE_NAME;
    const bars = styled.flatMap(({ one, style }): Bar[] => {
      const loss = pointAt(one, lambda)?.fullLoss;
      if (!loss || loss.value === null) return [];
      const note = `${one.name}, ${name}: ${estimateText(loss)}`;
      return [{ colour: style.colour, value: loss.value, interval: loss.interval, note }];
    });
    return { name, bars };
  });
  const bars = groups.flatMap((group) => group.bars);
  if (bars.length === 0) return undefined;
  const scale = scaleOf(bars);
  const left = (value: number) => LEFT + Math.max(0, scale.place(value)) * (WIDTH - LEFT - RIGHT);
  let top = TOP;
  const drawn = groups.map((group) => {
    const svg = groupSvg(group, top, left);
    top += group.bars.length * BAR + BETWEEN;
    return svg;
  });
  const entries = styled
    .filter(({ one }) => one.points.some(({ fullLoss }) => fullLoss.value !== null))
    .map(({ one, style }): LegendEntry => ({ name: one.name, style, line: true, markers: false }));
  const rows = legendRows(entries, WIDTH - RIGHT);
  const height = top + AXIS + rows.length * LEGEND_ROW_HEIGHT;
  const parts = [axisSvg(scale, left, top), ...drawn, legend(rows, 8, top + AXIS - 4)];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Full loss of each series at ${list.length} configurations" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="${INK}">\n${parts.join('\n')}\n</svg>`;
}

/** Bars have no markers or dashes to tell the two baselines apart, which are grey: an interpolation's are lighter. */
function barStyle(method: Method, style: SeriesStyle): SeriesStyle {
  return { ...style, dash: undefined, ...(method === 'interpolation' && { colour: LIGHTER }) };
}

/** Bars begin at zero, on a logarithmic axis at the power of ten below the shortest. */
function scaleOf(bars: readonly Bar[]): AxisScale {
  const values = bars.flatMap(({ value, interval }) => [value, interval?.high ?? value]);
  const least = Math.min(...values);
  if (least <= 0) return axisScale([0, ...values], 'linear');
  return axisScale([10 ** Math.floor(Math.log10(least) - 1e-9), ...values], 'log');
}

function groupSvg({ name, bars }: Group, top: number, left: (value: number) => number): string {
  const shown =
    [...name].length > MOST_CHARACTERS ? `${[...name].slice(0, MOST_CHARACTERS).join('')}…` : name;
  const middle = top + (bars.length * BAR) / 2;
  const label = `<text x="${LEFT - 8}" y="${middle}" dy="0.34em" text-anchor="end"><title>${escapeMarkup(name)}</title>${escapeMarkup(shown)}</text>`;
  const drawn = bars.map(({ colour, value, interval, note }, index) => {
    const y = top + index * BAR;
    const bar = `<rect x="${LEFT}" y="${y}" width="${px(left(value) - LEFT)}" height="${BAR - 1}" fill="${colour}"><title>${escapeMarkup(note)}</title></rect>`;
    return interval ? bar + whisker(left(interval.low), left(interval.high), y + (BAR - 1) / 2) : bar;
  });
  return `<g>${label}${drawn.join('')}</g>`;
}

function whisker(low: number, high: number, y: number): string {
  const ends = [low, high].map((x) => `M${px(x)},${y - 2.5}V${y + 2.5}`).join('');
  return `<path d="M${px(low)},${y}H${px(high)}${ends}" stroke="${INK}" stroke-opacity="0.6" fill="none"/>`;
}

function axisSvg(scale: AxisScale, left: (value: number) => number, bottom: number): string {
  const ticks = scale.ticks
    .filter(({ value }) => scale.place(value) >= 0)
    .map(({ value, label }) => {
      const x = px(left(value));
      const line = `<line x1="${x}" y1="${TOP}" x2="${x}" y2="${bottom}" stroke="${GRID}"/>`;
      return label === undefined
        ? ''
        : `${line}<text x="${x}" y="${bottom + 15}" text-anchor="middle">${label}</text>`;
    });
  const rule = `<line x1="${LEFT}" y1="${TOP}" x2="${LEFT}" y2="${bottom}" stroke="${MUTED}"/>`;
  const title = `full loss${scale.kind === 'log' ? ', log scale' : ''}`;
  const name = `<text x="${LEFT + (WIDTH - LEFT - RIGHT) / 2}" y="${bottom + 34}" text-anchor="middle" font-weight="600">${title}</text>`;
  return `<g>${ticks.join('')}${rule}${name}</g>`;
}

/** Tenths of a pixel are enough. */
const px = (value: number): number => Math.round(10 * value) / 10;
