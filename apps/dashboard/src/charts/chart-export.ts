/** Charts as files: the picture as it is shown, with its legend, and the numbers behind it. */

import { formatCsv } from '@yoto/core';
import { Chart, Legend, type Plugin } from 'chart.js';
import type { LegendEntry } from './chart-figure.tsx';
import { type BarChart, type ChartPoint, isGap, type LineChart } from './chart-point.ts';
import type { ChartTheme } from './chart-theme.ts';
import { seedRanges } from './seed-ranges.ts';
import { unshowableMarks } from './unshowable-marks.ts';

Chart.register(Legend);

export type ChartFormat = 'png' | 'svg' | 'csv';

interface ExportChoice {
  format: ChartFormat;
  /** Of the file, without its ending. */
  name: string;
  legend: readonly LegendEntry[];
  theme: ChartTheme;
  /** In CSS pixels, of the chart as it is shown. */
  width: number;
  height: number;
}

/** Pictures have twice the pixels of the screen's, to be sharp in print. */
const PIXELS = 2;
const MEDIA_TYPES = { csv: 'text/csv', svg: 'image/svg+xml' } as const;

/** Lets the browser save the chart as a file. */
export async function downloadChart(chart: LineChart | BarChart, choice: ExportChoice): Promise<void> {
  const { format, name } = choice;
  const blob =
    format === 'png'
      ? await pngOf(chart, choice)
      : new Blob([format === 'csv' ? chartCsv(chart) : await svgOf(chart, choice)], {
          type: MEDIA_TYPES[format],
        });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.${format}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function pngOf(chart: LineChart | BarChart, choice: ExportChoice): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const drawn = draw(chart, canvas, choice);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  drawn.destroy();
  if (!blob) throw new Error('The browser gave no picture');
  return blob;
}

/** Drawn by the same code, on a context that writes SVG. */
async function svgOf(chart: LineChart | BarChart, choice: ExportChoice): Promise<string> {
  const { Context } = await import('svgcanvas');
  // Chart.js keeps lines as Path2D objects, which that context does not know, unless their segments may differ.
  const datasets = chart.data.datasets.map((dataset) => ({ ...dataset, segment: {} }));
  const context = new Context({ width: choice.width, height: choice.height });
  const canvas = {
    width: choice.width,
    height: choice.height,
    style: {},
    ownerDocument: document,
    getContext: () => context,
    getAttribute: (name: 'width' | 'height') => String(choice[name]),
    setAttribute: () => {},
    addEventListener: () => {},
    removeEventListener: () => {},
  };
  context.canvas = canvas;
  const segmented = { ...chart, data: { ...chart.data, datasets } } as typeof chart;
  draw(segmented, canvas as unknown as HTMLCanvasElement, choice);
  return context.getSerializedSvg(true);
}

function draw(chart: LineChart | BarChart, canvas: HTMLCanvasElement, choice: ExportChoice): Chart {
  const { legend, theme, width, height, format } = choice;
  canvas.width = width;
  canvas.height = height;
  const ground: Plugin = {
    id: 'ground',
    beforeDraw({ ctx }) {
      ctx.fillStyle = theme.surface;
      ctx.fillRect(0, 0, width, height);
    },
  };
  // Without animation, it is drawn when it has been made.
  return new Chart<'line', ChartPoint[]>(canvas, {
    ...(chart as LineChart),
    options: {
      ...chart.options,
      animation: false,
      responsive: false,
      events: [],
      devicePixelRatio: format === 'png' ? PIXELS : 1,
      plugins: {
        ...chart.options?.plugins,
        zoom: {},
        tooltip: { enabled: false },
        legend: {
          display: legend.length > 0,
          labels: {
            usePointStyle: true,
            boxWidth: 7,
            boxHeight: 7,
            padding: 14,
            generateLabels: () =>
              legend.map(({ name, style }) => ({
                text: name,
                fontColor: theme.text,
                strokeStyle: style.colour,
                fillStyle: style.filled ? style.colour : theme.surface,
                pointStyle: style.marker ?? 'line',
                lineWidth: 2,
              })),
          },
        },
      },
    },
    plugins: [ground, seedRanges, unshowableMarks],
  }) as Chart;
}

/** Every point that is drawn, with all digits, and how far it may be off. */
export function chartCsv({ data, options }: LineChart | BarChart): string {
  const titleOf = (axis: 'x' | 'y') => {
    const scale = options?.scales?.[axis] as { title?: { text?: unknown }; labels?: string[][] } | undefined;
    return { title: String(scale?.title?.text || axis), labels: scale?.labels };
  };
  const [x, y] = [titleOf('x'), titleOf('y')];
  const ends = (title: string) => [`${title}: low`, `${title}: high`];
  const header = ['Series', x.title, y.title, ...ends(x.title), ...ends(y.title), 'Note'];
  const rows = data.datasets.flatMap(({ label, data: points }) =>
    points
      .filter((point) => !isGap(point))
      .map((point) => [
        String(label),
        point.x,
        y.labels?.[point.y]?.join(', ') ?? point.y,
        point.xRange?.low ?? null,
        point.xRange?.high ?? null,
        point.yRange?.low ?? null,
        point.yRange?.high ?? null,
        point.note[0] ?? null,
      ]),
  );
  return formatCsv(header, rows);
}
