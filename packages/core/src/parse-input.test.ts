import { expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from './errors.ts';
import { parseInput } from './parse-input.ts';

const kinds = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('a') }),
  z.strictObject({ kind: z.literal('b') }),
]);

test.each([
  ['a number', z.number(), 'x', 'must be a number'],
  ['no number', z.number(), Number.NaN, 'must be a number'],
  ['infinity', z.number(), Number.POSITIVE_INFINITY, 'must be a finite number'],
  ['a fraction', z.int(), 1.5, 'must be a whole number'],
  ['text', z.string(), 5, 'must be text'],
  ['a list', z.array(z.string()), {}, 'must be a list'],
  [
    'a list or an object',
    z.union([z.array(z.string()), z.strictObject({})]),
    5,
    'must be a list or an object with named fields',
  ],
  ['a value', z.string(), undefined, 'is needed'],
  ['one of several', z.enum(['a', 'b']), 'c', 'must be one of "a", "b"'],
  ['the only one', z.literal('a'), 'c', 'must be "a"'],
  ['too few', z.number().min(1), 0, 'must be at least 1'],
  ['not more', z.number().gt(1), 1, 'must be greater than 1'],
  ['not less', z.number().lt(1), 1, 'must be less than 1'],
  ['too long a text', z.string().max(2), 'abc', 'must have at most 2 characters'],
  ['too short a list', z.array(z.string()).min(1), [], 'must have at least 1 entry'],
  ['an unknown field', z.strictObject({}), { x: 1 }, 'has no field "x": correct its name, or leave it out'],
  ['two limits of a text', z.string().max(120).max(60), 'x'.repeat(121), 'must have at most 60 characters'],
  ['two limits of a number', z.int().max(100), 1e300, 'must be at most 100'],
])('says in plain words what it must be: %s', (_what, schema, value, message) => {
  expect(issuesOf(schema, value)).toEqual([{ path: '', message }]);
});

test('names the field of an alternative, and the name of a field that is wrong', () => {
  expect(issuesOf(kinds, { kind: 'c' })).toEqual([{ path: 'kind', message: 'must be one of "a", "b"' }]);
  expect(issuesOf(z.record(z.string().max(2), z.string()), { abc: 'x' })).toEqual([
    { path: 'abc', message: 'the name of this field must have at most 2 characters' },
  ]);
});

test('many wrong places are counted, and not all listed', () => {
  const value = Array.from({ length: 1000 }, () => 1);
  expect(issuesOf(z.array(z.string()), value)).toHaveLength(100);
  expect(() => parseInput(z.array(z.string()), value, 'It')).toThrow(/\(and 997 more\)$/);
});

function issuesOf(schema: z.ZodType, value: unknown) {
  try {
    parseInput(schema, value, 'The value');
  } catch (error) {
    if (error instanceof AppError) return error.issues;
  }
  throw new Error('expected the value to be refused');
}
