import { expect, it } from 'vitest';
import { type GridKind, gridAs, gridKind, gridValues } from './weight-grid.ts';

it('lists the values of a complete grid, and none of one being typed', () => {
  expect(gridValues({ powers: { base: 2, from: -1, to: 3, step: 2 } })).toEqual([0.5, 2, 8]);
  expect(gridValues({ logSpaced: { min: 1, max: 100, count: 3 } })).toEqual([1, 10, 100]);
  for (const incomplete of [
    [1, Number.NaN],
    { logSpaced: { min: 1, max: Number.NaN, count: 3 } },
    { logSpaced: { min: 5, max: 1, count: 3 } },
    { logSpaced: { min: 1, max: 5, count: 1e9 } },
    { powers: { base: 1, from: 0, to: 5 } },
    { powers: { base: 2, from: 0, to: 5, step: 0 } },
    { powers: { base: 2, from: -1e9, to: 1e9 } },
  ])
    expect(gridValues(incomplete)).toEqual([]);
});

it.each(['list', 'logSpaced', 'powers'] as GridKind[])('rewritten as %s keeps range and number', (kind) => {
  const grid = { powers: { base: 2, from: -1, to: 9, step: 2 } };
  const rewritten = gridAs(kind, grid);
  expect(gridKind(rewritten)).toBe(kind);
  const values = gridValues(rewritten);
  expect(values).toHaveLength(6);
  expect([values[0], values.at(-1)]).toEqual([0.5, 512]);
});

it('always has something to begin with', () => {
  expect(gridValues(gridAs('logSpaced', [])).length).toBeGreaterThan(1);
  expect(gridValues(gridAs('powers', [4]))).toEqual([4]);
});
