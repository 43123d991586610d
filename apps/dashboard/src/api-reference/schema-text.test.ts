import { SweepListQuery } from '@yoto/core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type JsonSchema, schemaNote, schemaText } from './schema-text.ts';

const converted = (schema: z.ZodType): JsonSchema => ({ ...z.toJSONSchema(schema, { io: 'input' }) });

it('writes objects, lists, alternatives and records as types, with what types cannot say beside them', () => {
  const schema = converted(
    z.strictObject({
      steps: z.int().min(1).max(100).meta({ description: 'of the optimiser' }),
      'odd-name': z.string().optional(),
      state: z.enum(['queued', 'running']).default('queued'),
      points: z.array(z.union([z.number(), z.null()])),
      labels: z.record(z.string(), z.string()),
      none: z.strictObject({}),
    }),
  );
  expect(schemaText(schema)).toBe(`{
  steps: integer  // of the optimiser; ≥ 1, ≤ 100
  "odd-name"?: string
  state?: "queued" | "running"  // default "queued"
  points: (number | null)[]
  labels: {
    [name]: string
  }
  none: {}
}`);
});

it('calls what the document defines by its name, and knows any schema of ours', () => {
  expect(schemaText({ type: 'array', items: { $ref: '#/components/schemas/JobState' } })).toBe('JobState[]');
  expect(schemaText({})).toBe('any');
  const either = z.union([z.number(), z.strictObject({ powers: z.strictObject({ base: z.number() }) })]);
  expect(schemaText(converted(either))).toBe(
    '\n  | number\n  | {\n    powers: {\n      base: number\n    }\n  }',
  );
  expect(schemaText(converted(SweepListQuery))).toContain('  favourite?: "yes" | "no"\n');
});

it('leaves out limits that only say that numbers are safe integers', () => {
  expect(schemaNote({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER })).toBe('≥ 0');
});
