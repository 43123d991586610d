import type { Chart } from 'chart.js';
import { expect, it } from 'vitest';
import { comparisonOf, point, series } from '../testing/comparisons.ts';
import { LIGHT_THEME } from './chart-theme.ts';
import { frontierChart } from './frontier-chart.ts';
import type { ZoomBounds } from './zoom-bounds.ts';
import { zoomedOptions } from './zoomed-options.ts';

const options = () => {
  const all = comparisonOf([series('fixed', 'fixed', [point(1)])]);
  const hidden = new Set<string>();
  const choice = { theme: LIGHT_THEME, logX: false, logY: false, hidden, published: [] };
  return frontierChart(all, choice).options ?? {};
};

it('tells what part of the axes a zoom shows, and shows that of newer data', () => {
  let seen: ZoomBounds | undefined;
  const first = zoomedOptions(options(), undefined, (bounds) => {
    seen = bounds;
  });
  expect(first.scales?.x).not.toHaveProperty('min');
  const zoomed = { scales: { x: { min: 2, max: 5 }, y: { min: 0, max: 1 } } } as unknown as Chart;
  first.plugins?.zoom?.zoom?.onZoomComplete?.({ chart: zoomed });
  expect(seen).toEqual({ x: [2, 5], y: [0, 1] });

  const next = zoomedOptions(options(), { x: [2, 5] }, () => {});
  expect(next.scales?.x).toMatchObject({ min: 2, max: 5, title: { text: 'KL divergence (nats)' } });
  expect(next.scales?.y).not.toHaveProperty('min');
});
