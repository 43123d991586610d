/** Published rate-distortion curves on the Kodak images, on the axes of a sweep that measures the same. */
import type { SweepComparison, TaskDetail } from '@yoto/core';
import { KODAK_CURVES, type PublishedPoint } from '@yoto/frontier';
import type { ChartTheme } from './chart-theme.ts';
import type { SeriesStyle } from './series-style.ts';

export interface PublishedSeries {
  name: string;
  points: { x: number; y: number }[];
}

/** Where the numbers were published. */
export const PUBLISHED_SOURCE = {
  dataset: KODAK_CURVES[0]?.dataset ?? '',
  url: KODAK_CURVES[0]?.source ?? '',
};

const RATE = 'bpp';
/** By the name of the metric; undefined where the source does not give it. */
const QUALITIES: Record<string, (point: PublishedPoint) => number | undefined> = {
  psnr: ({ psnr }) => psnr,
  'ms-ssim': ({ msSsim }) => msSsim,
  'ms-ssim-db': ({ msSsim }) => (msSsim === undefined ? undefined : -10 * Math.log10(1 - msSsim)),
};

/** Apart from the sweep's own groups, of which one may well be called JPEG. */
const nameOf = (label: string): string => `Kodak: ${label}`;

/** Those that can be shown on these axes of a task that measures bits per pixel and PSNR; none for other tasks. */
export function publishedSeries(
  { x, y }: SweepComparison['axes'],
  task: Pick<TaskDetail, 'metrics'> | undefined,
): PublishedSeries[] {
  const metrics = (task?.metrics ?? []).map(({ name }) => name);
  const quality = Object.hasOwn(QUALITIES, y.name) ? QUALITIES[y.name] : undefined;
  if (x.name !== RATE || !quality || !metrics.includes(RATE) || !metrics.includes('psnr')) return [];
  return KODAK_CURVES.flatMap(({ label, points }) => {
    const shown = points.flatMap((point) => {
      const value = quality(point);
      return value === undefined ? [] : [{ x: point.bitsPerPixel, y: value }];
    });
    return shown.length > 0 ? [{ name: nameOf(label), points: shown }] : [];
  });
}

/** Published rates go on to several times what models are trained for, which would press those together. */
const FARTHEST = 1.5;

/** Without the points that are far beyond the sweep's own largest rate. */
export function nearSweep(
  published: readonly PublishedSeries[],
  { series, axes }: SweepComparison,
): PublishedSeries[] {
  const largest = Math.max(
    0,
    ...series.flatMap(({ points }) => points.map(({ values }) => values[axes.x.name]?.value ?? 0)),
  );
  return published.map(({ name, points }) => ({
    name,
    points: points.filter(({ x }) => x <= FARTHEST * largest),
  }));
}

/** Together a different pair for each of twelve curves. */
const PUBLISHED_MARKERS = ['rect', 'cross', 'crossRot', 'star'] as const;
const PUBLISHED_DASHES = [[], [6, 3], [2, 2]];

/** By name. All grey: they are there to be compared with, and colours are for the sweep's own groups. */
export const publishedStyles = ({ baseline }: ChartTheme): Map<string, SeriesStyle> =>
  new Map(
    KODAK_CURVES.map(({ label }, i) => [
      nameOf(label),
      {
        colour: baseline,
        marker: PUBLISHED_MARKERS[i % PUBLISHED_MARKERS.length],
        dash: PUBLISHED_DASHES[Math.floor(i / PUBLISHED_MARKERS.length) % PUBLISHED_DASHES.length] ?? [],
      },
    ]),
  );
