/** Chart.js plug-in: how far points may be off, as whiskers in both directions or as a band along the line. */
import type { Chart, Plugin, Scale } from 'chart.js';
import type { ChartPoint, LineDataset, Range } from './chart-point.ts';

const CAP_PIXELS = 3;
const BAND_OPACITY = 0.16;
const WHISKER_OPACITY = 0.55;

export const seedRanges: Plugin = {
  id: 'seed-ranges',
  beforeDatasetDraw(chart, { index, meta }) {
    if (meta.type !== 'bar') drawRanges(chart, index);
  },
  // Over bars, which would hide them.
  afterDatasetDraw(chart, { index, meta }) {
    if (meta.type === 'bar') drawRanges(chart, index);
  },
};

function drawRanges(chart: Chart, index: number): void {
  const meta = chart.getDatasetMeta(index);
  const dataset = chart.data.datasets[index] as unknown as LineDataset | undefined;
  const x = chart.scales[meta.xAxisID ?? 'x'];
  const y = chart.scales[meta.yAxisID ?? 'y'];
  if (!dataset || !x || !y) return;
  const { ctx, chartArea } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
  ctx.clip();
  if (dataset.ranges === 'band') drawBand(ctx, dataset, x, y);
  else drawWhiskers(ctx, dataset, meta.data, x, y);
  ctx.restore();
}

function drawBand(
  ctx: CanvasRenderingContext2D,
  { data, borderColor }: LineDataset,
  x: Scale,
  y: Scale,
): void {
  const banded = data.flatMap((point) => (point.yRange ? [{ at: point.x, ...pixels(y, point.yRange) }] : []));
  ctx.beginPath();
  for (const { at, high } of banded) ctx.lineTo(x.getPixelForValue(at), high);
  for (const { at, low } of banded.reverse()) ctx.lineTo(x.getPixelForValue(at), low);
  ctx.closePath();
  ctx.globalAlpha = BAND_OPACITY;
  ctx.fillStyle = String(borderColor);
  ctx.fill();
}

function drawWhiskers(
  ctx: CanvasRenderingContext2D,
  { data, borderColor }: LineDataset,
  elements: readonly { x: number; y: number }[],
  x: Scale,
  y: Scale,
): void {
  ctx.strokeStyle = String(borderColor);
  ctx.globalAlpha = WHISKER_OPACITY;
  ctx.lineWidth = 1.25;
  for (const [i, point] of data.entries()) {
    const element = elements[i];
    if (element) drawPoint(ctx, point, element, x, y);
  }
}

/** Through the point or the end of the bar, wherever that was drawn. */
function drawPoint(
  ctx: CanvasRenderingContext2D,
  point: ChartPoint,
  { x: atX, y: atY }: { x: number; y: number },
  x: Scale,
  y: Scale,
): void {
  if (point.yRange) {
    const { low, high } = pixels(y, point.yRange);
    line(ctx, atX, low, atX, high);
    for (const end of [low, high]) line(ctx, atX - CAP_PIXELS, end, atX + CAP_PIXELS, end);
  }
  if (point.xRange) {
    const { low, high } = pixels(x, point.xRange);
    line(ctx, low, atY, high, atY);
    for (const end of [low, high]) line(ctx, end, atY - CAP_PIXELS, end, atY + CAP_PIXELS);
  }
}

/** On a logarithmic axis a range that would reach below zero ends at the axis. */
function pixels(scale: Scale, { low, high }: Range): Range {
  const shown = scale.type === 'logarithmic' ? Math.max(low, scale.min) : low;
  return { low: scale.getPixelForValue(shown), high: scale.getPixelForValue(high) };
}

function line(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
