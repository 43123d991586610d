import { expect, test } from 'vitest';
import type { Lambda } from './lambda.ts';
import { lambdaLine } from './lambda-line.ts';

const at = (content: number, style: number, tv = 1): Lambda => ({ content, style, tv });
const lambdas = [at(20, 1), at(2, 1), at(0.2, 1), at(2, 10), at(20, 10), at(2, 0.1)];

test('a line has the values of its parameter where all others are as the base', () => {
  const defaultLambda = { content: 2, style: 1 };
  expect(lambdaLine(lambdas, 'content', { defaultLambda })).toEqual({
    along: 'content',
    base: { style: 1 },
    values: [0.2, 2, 20],
  });
  expect(lambdaLine(lambdas, 'style', { defaultLambda })).toMatchObject({ values: [0.1, 1, 10] });
  expect(lambdaLine(lambdas, 'content', { base: { style: 10 }, defaultLambda }).values).toEqual([2, 20]);
});

test('without a default that was used, the base is what most lambdas have', () => {
  expect(lambdaLine(lambdas, 'content', { defaultLambda: { style: 7 } }).base).toEqual({ style: 1 });
  expect(lambdaLine(lambdas, 'content').base).toEqual({ style: 1 });
});

test('of lambdas that differ in one parameter only, all are on the line', () => {
  expect(lambdaLine([at(4, 1), at(1, 1)], 'content')).toEqual({ along: 'content', base: {}, values: [1, 4] });
  expect(lambdaLine([], 'content').values).toEqual([]);
});
