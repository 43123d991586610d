import { expect, it } from 'vitest';
import { comparisonOf, estimate, point, series } from '../testing/comparisons.ts';
import { chartCsv } from './chart-export.ts';
import { LIGHT_THEME } from './chart-theme.ts';
import { frontierChart } from './frontier-chart.ts';

it('writes the points of a chart with all their digits', () => {
  const points = [point(2, { x: estimate(1 / 3, { low: 0.25, high: 0.5 }) }), point(4)];
  const all = comparisonOf([series('=fixed', 'fixed', points)]);
  const hidden = new Set<string>();
  const csv = chartCsv(
    frontierChart(all, { theme: LIGHT_THEME, logX: false, logY: false, hidden, published: [] }),
  );
  const [header, first, second] = csv.split('\n');
  expect(header).toBe(
    'Series,KL divergence (nats),Reconstruction,KL divergence (nats): low,KL divergence (nats): high,Reconstruction: low,Reconstruction: high,Note',
  );
  expect(first).toBe(`'=fixed,${1 / 3},102,0.25,0.5,,,kl 2`);
  expect(second?.split(',').slice(-5)).toEqual(['', '', '', '', 'kl 4']);
});
