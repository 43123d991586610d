import type { PublishedSeries } from '@yoto/frontier';
import type { ChartTheme } from './chart-theme.ts';
import type { SeriesStyle } from './series-style.ts';

/** Together a different pair for each of twelve curves. */
const MARKERS = ['rect', 'cross', 'crossRot', 'star'] as const;
const DASHES = [[], [6, 3], [2, 2]];

/** By name. All grey: they are there to be compared with, and colours are for the sweep's own groups. */
export const publishedStyles = (
  published: readonly Pick<PublishedSeries, 'name'>[],
  { baseline }: ChartTheme,
): Map<string, SeriesStyle> =>
  new Map(
    published.map(({ name }, i) => [
      name,
      {
        colour: baseline,
        marker: MARKERS[i % MARKERS.length],
        dash: DASHES[Math.floor(i / MARKERS.length) % DASHES.length] ?? [],
      },
    ]),
  );
