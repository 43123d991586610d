import type { Lambda } from '@yoto/core';
import { createElement } from 'react';
import { expect, it } from 'vitest';
import { comparisonOf, estimate, point, series } from '../testing/comparisons.ts';
import { markup } from '../testing/render.ts';
import { parallelCoordinates } from './parallel-coordinates.ts';
import { ParallelCoordinatesView } from './parallel-coordinates-view.tsx';

const at = (lambda: Lambda, over: Parameters<typeof point>[1] = {}) => ({
  ...point(1, over),
  at: { lambda },
});
const all = comparisonOf(
  [
    series('grid', 'fixed', [
      at({ a: 1, b: 0, c: 5 }, { x: estimate(1) }),
      at({ a: 10, b: 1, c: 5 }, { x: estimate(-1) }),
      at({ a: 1, b: 1, c: 5 }, { x: estimate(null) }),
    ]),
    series('YOTO', 'yoto', [at({ a: 100, b: 4, c: 5 }, { x: estimate(3) })]),
    series('single model', 'single-model', [at({ a: 1000, b: 4, c: 5 })]),
  ],
  { varying: ['a', 'b', 'c'] },
);

it('has the parameters, the axes and the full loss; logarithmic where all values are positive', () => {
  const { axes, lines } = parallelCoordinates(all, new Set());
  expect(axes.map(({ title, log }) => [title, log])).toEqual([
    ['a', true],
    ['b', false],
    ['c', true],
    ['KL divergence (nats)', false],
    ['Reconstruction', true],
    ['Full loss', true],
  ]);
  // 10 is in the middle of 1 to 100, 1 a quarter of 0 to 4; all c are equal.
  expect(lines.map(({ places }) => places.slice(0, 4))).toEqual([
    [0, 0, 0.5, 0.5],
    [0.5, 0.25, 0.5, 0],
    [1, 1, 0.5, 1],
  ]);
});

it('leaves out hidden series, whose axes stay', () => {
  const { axes, lines } = parallelCoordinates(all, new Set(['YOTO']));
  expect(lines.map(({ series: name }) => name)).toEqual(['grid', 'grid']);
  expect(axes[0]).toMatchObject({ least: 1, most: 100 });
});

it('is drawn as one picture with a description, one line per point in the colour of its series', () => {
  const coordinates = parallelCoordinates(all, new Set());
  const colours = new Map([
    ['grid', '#111111'],
    ['YOTO', '#222222'],
  ]);
  const drawn = markup(createElement(ParallelCoordinatesView, { coordinates, colours }));
  expect(drawn).toMatch(/role="img" aria-label="Parallel coordinates: [^"]* a, b, c, KL divergence/);
  expect(drawn.match(/stroke="#111111"/g)).toHaveLength(2);
  expect(drawn.match(/stroke="#222222"/g)).toHaveLength(1);
});
