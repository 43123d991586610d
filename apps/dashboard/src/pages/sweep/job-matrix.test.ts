import type { JobSummary } from '@yoto/core';
import { createElement } from 'react';
import { expect, it } from 'vitest';
import { markup } from '../../testing/render.ts';
import { jobMatrix } from './job-matrix.ts';
import { JobMatrixSection } from './job-matrix-section.tsx';

const job = (group: string, kl: number | null, seed: number, over: Partial<JobSummary> = {}) =>
  ({
    ...{ id: `${group}-${kl}-${seed}`, group, kind: kl === null ? 'yoto' : 'fixed', seed },
    ...{ lambda: kl === null ? null : { kl, power: 2 }, state: 'running', step: 3, steps: 12 },
    ...over,
  }) as JobSummary;

const JOBS = [
  ...[job('grid', 4, 1), job('grid', 1, 0), job('grid', 4, 0)],
  ...[job('YOTO', null, 0), job('YOTO', null, 1, { state: 'failed' })],
  job('grid', null, 0, { kind: 'interpolation' }),
];

it('has a row per seed and a column per lambda, named by what varies', () => {
  const [grid, yoto, mixed] = jobMatrix(JOBS).groups;
  expect(grid).toMatchObject({ name: 'grid', parameters: 'kl', columns: ['4', '1'] });
  expect(grid?.rows.map(({ seed, cells }) => [seed, cells.map((cell) => cell?.id)])).toEqual([
    [0, ['grid-4-0', 'grid-1-0']],
    [1, ['grid-4-1', undefined]],
  ]);
  expect(yoto).toMatchObject({ name: 'YOTO', parameters: '', columns: [''] });
  expect(yoto?.rows.map(({ cells }) => cells[0]?.state)).toEqual(['running', 'failed']);
  expect(mixed).toMatchObject({ name: 'grid, mixed', columns: [''] });
});

it('loses no job where several have one lambda and seed', () => {
  const twice = [job('grid', 4, 0), job('grid', 4, 0, { id: 'again' })];
  expect(jobMatrix(twice).groups[0]?.rows[0]?.cells.map((cell) => cell?.id)).toEqual(['grid-4-0', 'again']);
});

it('says in words what each cell is; one of a group is in the order of the Tab key', () => {
  const html = markup(createElement(JobMatrixSection, { jobs: JOBS }));
  expect(html).toContain('aria-label="kl 4, power 2, seed 1: running, 25 %"');
  expect(html).toContain('href="/jobs/grid-1-0"');
  expect(html.match(/tabindex="0"/g)).toHaveLength(3);
});
