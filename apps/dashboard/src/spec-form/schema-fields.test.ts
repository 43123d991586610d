import { expect, it } from 'vitest';
import { z } from 'zod';
import { fieldLabel, schemaFields } from './schema-fields.ts';

const fieldsOf = (schema: z.ZodType) => schemaFields({ ...z.toJSONSchema(schema, { io: 'input' }) });

it('makes a field of every kind of parameter', () => {
  const fields = fieldsOf(
    z.strictObject({
      channels: z.int().min(4).max(512).default(32).meta({ title: 'Channels', description: 'first layer' }),
      rate: z.number().gt(0).default(0.5),
      mode: z.enum(['a', 'b']).default('b'),
      size: z.union([z.literal(32), z.literal(64)]).default(64),
      augment: z.boolean().default(true),
      file: z.string().default('x'),
      from: z.int().min(0).nullable().default(null),
      layers: z.array(z.string()).default(['c']),
    }),
  );
  expect(fields).toMatchObject([
    {
      kind: 'number',
      label: 'Channels',
      description: 'first layer',
      integer: true,
      min: 4,
      max: 512,
      defaultValue: 32,
    },
    { kind: 'number', label: 'Rate', integer: false, min: 0, max: undefined },
    { kind: 'choice', choices: ['a', 'b'], defaultValue: 'b' },
    { kind: 'choice', choices: [32, 64] },
    { kind: 'switch', defaultValue: true },
    { kind: 'text', defaultValue: 'x' },
    { kind: 'number', integer: true, min: 0, max: undefined, defaultValue: null },
    { kind: 'json', defaultValue: ['c'] },
  ]);
});

it('follows references, and makes nothing of what is not an object', () => {
  const schema = {
    type: 'object',
    $defs: { Mode: { enum: ['x', 'y'] } },
    properties: { mode: { $ref: '#/$defs/Mode', default: 'y' } },
  };
  expect(schemaFields(schema)).toMatchObject([{ kind: 'choice', choices: ['x', 'y'], defaultValue: 'y' }]);
  expect(schemaFields({ type: 'string' })).toEqual([]);
});

it('reads names as words', () => {
  expect(['latentUnits', 'held_out-share', 'kl'].map(fieldLabel)).toEqual([
    'Latent units',
    'Held out share',
    'Kl',
  ]);
});
