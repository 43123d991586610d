import { lambdaVariables } from '@yoto/core';
import { expect, it } from 'vitest';
import { style, vae } from '../testing/tasks.ts';
import { lambdaAxis } from './lambda-axis.ts';
import type { GroupDraft } from './spec-draft.ts';

const variables = lambdaVariables(vae);
const axisOf = (groups: GroupDraft[]) => lambdaAxis(groups, 'kl', variables, {});
const yoto = (kl: object): GroupDraft => ({ kind: 'yoto', name: 'YOTO', distribution: { kl } }) as GroupDraft;
const fixed = (lambdas: object): GroupDraft => ({ kind: 'fixed', name: 'grid', lambdas }) as GroupDraft;

it('puts equal ratios at equal distances, with powers of ten for ticks', () => {
  const axis = axisOf([fixed({ kl: [1, 10, 100] }), yoto({ kind: 'log-uniform', min: 1, max: 100 })]);
  expect(axis?.ticks.map(({ label }) => label)).toEqual(['1', '10', '100']);
  const [low, middle, high] = axis?.rows[0]?.marks ?? [];
  expect(middle).toBeCloseTo(0.5, 12);
  expect((low as number) + (high as number)).toBeCloseTo(1, 12);
  const density = axis?.rows[1]?.density ?? [];
  expect([density[0]?.x, density.at(-1)?.x]).toEqual([low, high]);
  expect(density.every(({ y }) => y === 1)).toBe(true);
  expect(axis?.rows[1]?.text).toBe('log-uniform from 1 to 100');
});

it('draws the density per ratio: a uniform one rises, a log-normal one is highest at its median', () => {
  const rowOf = (kl: object) => axisOf([yoto(kl)])?.rows[0]?.density ?? [];
  const uniform = rowOf({ kind: 'uniform', min: 1, max: 100 });
  expect(uniform[0]?.y).toBeCloseTo(0.01, 12);
  expect(uniform.at(-1)?.y).toBe(1);
  const normal = rowOf({ kind: 'log-normal', min: 1, max: 100, median: 10, sigma: 1 });
  expect(normal.find(({ y }) => y === 1)?.x).toBeCloseTo(0.5, 12);
  expect(normal[0]?.y).toBeCloseTo(Math.exp(-(Math.log(10) ** 2) / 2), 12);
});

it('has a place beside the axis for 0, and finer ticks within a decade', () => {
  const axis = axisOf([fixed({ kl: [0, 2, 4] }), yoto({ kind: 'fixed', value: 3 })]);
  expect(axis?.rows.map(({ hasZero, marks }) => [hasZero, marks.length])).toEqual([
    [true, 2],
    [false, 1],
  ]);
  expect(axis?.ticks.map(({ label }) => label)).toEqual(['2', '4']);
  expect(axisOf([yoto({ kind: 'uniform', min: 0, max: 1 })])?.rows[0]?.density).toHaveLength(49);
});

it('takes lambdas that are listed, or made by a rule, by their values of the weight', () => {
  const list = lambdaAxis(
    [
      fixed([
        { content: 1, style: 2 },
        { content: 3, style: 2 },
      ]),
    ],
    'style',
    lambdaVariables(style),
    {},
  );
  expect(list?.rows[0]?.text).toBe('2');
  const rule = axisOf([fixed({ set: 'nonsense' })]);
  expect(rule).toBeUndefined();
});

it('draws nothing of what is being typed', () => {
  expect(axisOf([fixed({ kl: [Number.NaN] })])).toBeUndefined();
  const axis = axisOf([fixed({ kl: [1] }), yoto({ kind: 'uniform', min: Number.NaN, max: 2 })]);
  expect(axis?.rows[1]).toMatchObject({ density: [], marks: [], text: 'not complete yet' });
});
