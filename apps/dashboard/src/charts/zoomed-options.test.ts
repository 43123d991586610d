import type { Chart } from 'chart.js';
import { expect, it } from 'vitest';
import { comparisonOf, point, series } from '../testing/comparisons.ts';
import { LIGHT_THEME } from './chart-theme.ts';
import { frontierChart } from './frontier-chart.ts';
import { type ZoomBounds, zoomedOptions } from './zoomed-options.ts';

const options = () => {
  const all = comparisonOf([series('fixed', 'fixed', [point(1)])]);
  const hidden = new Set<string>();
  const choice = { theme: LIGHT_THEME, logX: false, logY: false, hidden, published: [] };
  return frontierChart(all, choice).options ?? {};
};

it('writes the bounds of a zoom into the options of newer data', () => {
  let seen: ZoomBounds | undefined;
  const first = zoomedOptions(options(), undefined, (bounds) => {
    seen = bounds;
  });
  const zoomed = { options: { scales: { x: { min: 2, max: 5 }, y: {} } } } as unknown as Chart;
  first.plugins?.zoom?.zoom?.onZoomComplete?.({ chart: zoomed });
  expect(seen).toEqual({ x: { min: 2, max: 5 }, y: {} });

  const next = zoomedOptions(options(), seen, () => {});
  expect(next.scales?.x).toMatchObject({ min: 2, max: 5, title: { text: 'KL divergence (nats)' } });
  expect(next.scales?.y).not.toHaveProperty('min');
});
