/**
 * What an attempt reports, in the order in which it happened: spelled once, for the trainer that says it, the worker that
 * keeps it on disk while the stores are away, and the stores that take it. docs/trainer-protocol.md explains it.
 */
import { z } from 'zod';
import { DataRecord } from '../job/data-record.ts';
import { AttemptOutcome } from '../job/job-state.ts';
import { EvaluationPoint, MetricPoint } from '../job/points.ts';
import { EventType } from './event-type.ts';

/** Characters of what an event or an ending says; who reports shortens it. */
export const LONGEST_MESSAGE = 10_000;

const Step = z.int().min(0);
/** A file in the attempt's own folder, by its bare name; the report says how long it is. */
const file = {
  file: z
    .string()
    .max(255)
    .regex(/^[A-Za-z0-9_][A-Za-z0-9._=-]*$/, 'must be the name of a file in the working folder'),
  bytes: z.int().min(0),
};
/** Milliseconds by what they were spent on. */
const Timings = z.record(z.string().max(100), z.number().min(0));

export const AttemptReport = z.discriminatedUnion('type', [
  /** How far it is; nothing is stored but the job's step. */
  z.object({ type: z.literal('progress'), step: Step, examplesPerSecond: z.number().min(0) }),
  /** What data the attempt works with; comes before its first point. */
  z.object({ type: z.literal('data'), data: DataRecord }),
  z.object({ type: z.literal('metrics'), points: z.array(MetricPoint) }),
  z.object({ type: z.literal('evaluations'), points: z.array(EvaluationPoint) }),
  /** `score`: mean full loss over the evaluation lambdas; null where this step was not evaluated, or diverged. */
  z.object({ type: z.literal('checkpoint'), step: Step, score: z.number().nullable(), ...file }),
  /** A file that the job leaves behind under `name`. */
  z.object({
    type: z.literal('artifact'),
    name: z.string().min(1).max(500),
    mediaType: z.string().min(1).max(200),
    ...file,
  }),
  /** A line in the job's history. */
  z.object({
    type: z.literal('event'),
    event: EventType.extract(['note', 'pictures_failed']),
    message: z.string().max(LONGEST_MESSAGE),
  }),
  /** The last one. `preempted`: it was told to stop. */
  z.object({
    type: z.literal('ending'),
    outcome: AttemptOutcome.exclude(['paused', 'cancelled', 'stalled']),
    errorCode: z.string().max(100).optional(),
    errorMessage: z.string().max(LONGEST_MESSAGE).optional(),
    timings: Timings.optional(),
  }),
]);
export type AttemptReport = z.infer<typeof AttemptReport>;

/** How an attempt ended, as its trainer said or as its exit shows. */
export type AttemptEnding = Extract<AttemptReport, { type: 'ending' }>;
