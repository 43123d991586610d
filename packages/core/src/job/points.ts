/** What training reports: points of curves, and losses per lambda. */
import { z } from 'zod';
import { Lambda } from '../lambda/lambda.ts';
import { type Place, placeOf, Setting } from '../lambda/place.ts';

/** A number that was computed from measurements; null where there is none, or where it is not finite. */
export const Measured = z.number().nullable();

/**
 * A measured number as JSON carries it: a finite one as a number, any other as the string that JavaScript and PostgreSQL
 * print for it. Null only in rows from before the kinds were kept apart: it was not finite, and its kind is not known.
 */
export const PointValue = z
  .union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])
  .nullable()
  .meta({
    id: 'PointValue',
    description:
      'A finite number, or "NaN", "Infinity" or "-Infinity". Null: not finite, and the kind was not recorded',
  });
export type PointValue = z.infer<typeof PointValue>;

/** A double, bit for bit but for the sign of zero, which JSON drops. */
export const pointValue = (value: number): PointValue =>
  Number.isFinite(value) ? value : (String(value) as 'NaN' | 'Infinity' | '-Infinity');

/** The double again; NaN where the kind was not recorded. */
export const numberOf = (value: PointValue): number => (value === null ? Number.NaN : Number(value));

/** For what can only show or compute with finite numbers. */
export const finiteOrNull = (value: PointValue): number | null => (typeof value === 'number' ? value : null);

/** The database counts steps in 32 bits. */
export const LAST_STEP = 2 ** 31 - 1;

/** One point of a training curve, unique by (job, name, step). */
export const MetricPoint = z
  .strictObject({ name: z.string().min(1).max(100), step: z.int().min(0), value: PointValue })
  .meta({ id: 'MetricPoint' });
export type MetricPoint = z.infer<typeof MetricPoint>;

/** What a point of a thinned curve stands for. */
export const PointBucket = z
  .strictObject({
    firstStep: z
      .int()
      .min(0)
      .meta({ description: 'The step of its first point; that of the last is `step`' }),
    points: z.int().min(2).meta({ description: 'How many points it stands for' }),
    nonFinite: z.int().min(0).meta({ description: 'How many of them are NaN or infinite' }),
    min: Measured.meta({ description: 'The least finite value; null where none is finite' }),
    max: Measured.meta({ description: 'The greatest finite value' }),
  })
  .meta({ id: 'PointBucket' });
export type PointBucket = z.infer<typeof PointBucket>;

/**
 * A point of a curve as it is read: as it was measured, or, with a bucket, at the last step of several whose mean it is. The
 * mean is over the finite ones; without any, it is the one kind that all have, or NaN.
 */
export const CurvePoint = MetricPoint.extend({ bucket: PointBucket.optional() }).meta({ id: 'CurvePoint' });
export type CurvePoint = z.infer<typeof CurvePoint>;

/** How much of a curve an answer has, and whether it was thinned. */
export const CurveSummary = z
  .strictObject({
    name: z.string(),
    points: z.int().min(1).meta({ description: 'How many points were measured in the steps asked for' }),
    bucketSteps: z.int().min(1).nullable().meta({
      description:
        'Null: every point is there as it was measured. Otherwise one point per so many steps, counted from step 0',
    }),
  })
  .meta({ id: 'CurveSummary' });
export type CurveSummary = z.infer<typeof CurveSummary>;

const evaluationFields = {
  step: z.int().min(0),
  /** Unweighted loss terms. */
  losses: z.record(z.string(), PointValue),
  metrics: z.record(z.string(), PointValue),
  /** How many examples the means are over. */
  examples: z.int().min(1),
};
/** Of a model or a mixture of two, at one of its evaluation lambdas. */
export const ModelEvaluation = z
  .strictObject({ lambda: Lambda, ...evaluationFields })
  .meta({ id: 'ModelEvaluation' });
export type ModelEvaluation = z.infer<typeof ModelEvaluation>;

/** Of a codec, with one of its settings. */
export const CodecEvaluation = z
  .strictObject({ setting: Setting, ...evaluationFields })
  .meta({ id: 'CodecEvaluation' });
export type CodecEvaluation = z.infer<typeof CodecEvaluation>;

/** Means over the evaluation examples of one job at one step and one place; unique by (job, step, place). */
export const EvaluationPoint = z.union([ModelEvaluation, CodecEvaluation]).meta({ id: 'EvaluationPoint' });
export type EvaluationPoint = z.infer<typeof EvaluationPoint>;

/** The same point for what computes with finite numbers only: all others become null. */
export interface FiniteEvaluation
  extends Omit<z.infer<z.ZodObject<typeof evaluationFields>>, 'losses' | 'metrics'> {
  at: Place;
  losses: Record<string, number | null>;
  metrics: Record<string, number | null>;
}
export const finiteEvaluation = (point: EvaluationPoint): FiniteEvaluation => ({
  step: point.step,
  examples: point.examples,
  at: placeOf(point),
  losses: finiteValues(point.losses),
  metrics: finiteValues(point.metrics),
});
const finiteValues = (values: Record<string, PointValue>): Record<string, number | null> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, finiteOrNull(value)]));

/** A computed number for the wire and the database: NaN and infinities become null. */
export const measured = (value: number): number | null => (Number.isFinite(value) ? value : null);
