/** What training reports: points of curves, and losses per lambda. */
import { z } from 'zod';
import { Lambda } from '../lambda/lambda.ts';

/** A measured number; null where it was NaN or infinite, which JSON cannot carry. */
export const Measured = z.number().nullable();

/** One point of a training curve, unique by (job, name, step). */
export const MetricPoint = z
  .strictObject({ name: z.string().min(1).max(100), step: z.int().min(0), value: Measured })
  .meta({ id: 'MetricPoint' });
export type MetricPoint = z.infer<typeof MetricPoint>;

/** Means over the evaluation examples of one job at one step and one lambda; unique by (job, step, lambda). */
export const EvaluationPoint = z
  .strictObject({
    step: z.int().min(0),
    lambda: Lambda,
    /** Unweighted loss terms. */
    losses: z.record(z.string(), Measured),
    metrics: z.record(z.string(), Measured),
    /** How many examples the means are over. */
    examples: z.int().min(1),
  })
  .meta({ id: 'EvaluationPoint' });
export type EvaluationPoint = z.infer<typeof EvaluationPoint>;

/** A float for the wire and the database: NaN and infinities become null. */
export const measured = (value: number): number | null => (Number.isFinite(value) ? value : null);
