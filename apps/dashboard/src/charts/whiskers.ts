/** Chart.js plug-in: standard deviations over seeds as whiskers, in both directions. */
import type { Chart, Plugin, Scale } from 'chart.js';
import type { ChartPoint } from './chart-point.ts';

const CAP_PIXELS = 3;

export const whiskers: Plugin<'line'> = {
  id: 'whiskers',
  beforeDatasetDraw(chart, { index, meta }) {
    const dataset = chart.data.datasets[index];
    const x = chart.scales[meta.xAxisID ?? 'x'];
    const y = chart.scales[meta.yAxisID ?? 'y'];
    if (!dataset || !x || !y) return;
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
    ctx.clip();
    ctx.strokeStyle = String(dataset.borderColor);
    ctx.globalAlpha = 0.55;
    ctx.lineWidth = 1.25;
    for (const point of dataset.data as unknown as ChartPoint[]) drawPoint(chart, point, x, y);
    ctx.restore();
  },
};

function drawPoint({ ctx }: Chart, point: ChartPoint, x: Scale, y: Scale): void {
  const atX = x.getPixelForValue(point.x);
  const atY = y.getPixelForValue(point.y);
  if (point.yDeviation) {
    const [low, high] = ends(y, point.y, point.yDeviation);
    line(ctx, atX, low, atX, high);
    for (const end of [low, high]) line(ctx, atX - CAP_PIXELS, end, atX + CAP_PIXELS, end);
  }
  if (point.xDeviation) {
    const [low, high] = ends(x, point.x, point.xDeviation);
    line(ctx, low, atY, high, atY);
    for (const end of [low, high]) line(ctx, end, atY - CAP_PIXELS, end, atY + CAP_PIXELS);
  }
}

/** On a logarithmic axis a whisker that would reach below zero ends at the axis. */
function ends(scale: Scale, value: number, deviation: number): [number, number] {
  const low = scale.type === 'logarithmic' ? Math.max(value - deviation, scale.min) : value - deviation;
  return [scale.getPixelForValue(low), scale.getPixelForValue(value + deviation)];
}

function line(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
