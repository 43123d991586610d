/** A task on the wire: pure data, from which a form can be made. */
import { z } from 'zod';
import { Lambda } from '../lambda/lambda.ts';

const JsonSchema = z.record(z.string(), z.unknown()).meta({ description: 'A JSON Schema (draft 2020-12)' });

export const TaskDetail = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    description: z.string().optional(),
    paper: z.string().optional(),
    params: JsonSchema,
    datasets: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        description: z.string().optional(),
        params: JsonSchema,
        defaults: z.record(z.string(), z.unknown()),
      }),
    ),
    lossTerms: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        unit: z.string().optional(),
        weight: z.union([
          z.strictObject({ fixed: z.number() }),
          z.strictObject({ min: z.number(), max: z.number(), scale: z.enum(['log', 'linear']) }),
        ]),
      }),
    ),
    lossParameters: z
      .array(
        z.strictObject({
          name: z.string(),
          label: z.string(),
          description: z.string().optional(),
          range: z.strictObject({ min: z.number(), max: z.number(), scale: z.enum(['log', 'linear']) }),
          default: z.number(),
        }),
      )
      .optional()
      .meta({ description: 'What a lambda holds besides weights, e.g. the power of an l^p loss' }),
    defaultLambda: Lambda.optional().meta({ description: 'What lambdas leave out' }),
    sums: z
      .array(
        z.strictObject({
          name: z.string(),
          label: z.string(),
          unit: z.string().optional(),
          terms: z.array(z.string()),
        }),
      )
      .optional()
      .meta({ description: 'Sums of loss terms that may be chosen for an axis' }),
    metrics: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        unit: z.string().optional(),
        better: z.enum(['higher', 'lower']),
      }),
    ),
    frontierAxes: z.strictObject({ x: z.string(), y: z.string() }),
    codecs: z
      .array(
        z.strictObject({
          id: z.string(),
          label: z.string(),
          description: z.string().optional(),
          setting: z.strictObject({
            name: z.string(),
            min: z.number(),
            max: z.number(),
            integer: z.boolean(),
            defaults: z.array(z.number()),
          }),
        }),
      )
      .meta({ description: 'What groups of kind `codec` may ask for' }),
    publishedCurves: z
      .array(
        z.strictObject({
          name: z.string(),
          measuredOn: z.string(),
          source: z.strictObject({ title: z.string(), url: z.string() }),
          datasets: z.array(z.string()),
          curves: z.array(
            z.strictObject({
              id: z.string(),
              label: z.string(),
              points: z.array(z.record(z.string(), z.number())),
            }),
          ),
        }),
      )
      .meta({ description: 'Results of others; points are values by the names of terms, sums and metrics' }),
    commands: z
      .array(z.strictObject({ name: z.string(), description: z.string() }))
      .meta({ description: 'What the task adds to the command line' }),
    interpolates: z.boolean().meta({ description: 'Fixed groups may ask for the interpolation baseline' }),
  })
  .meta({ id: 'TaskDetail' });
export type TaskDetail = z.infer<typeof TaskDetail>;
