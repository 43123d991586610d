/** The JSON that the API answers with; dates are ISO 8601 strings in UTC. */
import { z } from 'zod';
import { EventType } from '../attempt/event-type.ts';
import { ERROR_CODES } from '../errors.ts';
import { DataRecord } from '../job/data-record.ts';
import { JobKind, JobSpec } from '../job/job-spec.ts';
import { AttemptOutcome, JobState } from '../job/job-state.ts';
import { CurvePoint, CurveSummary, EvaluationPoint } from '../job/points.ts';
import { Lambda } from '../lambda/lambda.ts';
import { SweepSpec } from '../sweep/sweep-spec.ts';
import { SweepState } from '../sweep/sweep-state.ts';
import { StoredLabels } from '../sweep/training-spec.ts';

const Id = z.uuid();
const Timestamp = z.iso.datetime();

/** The body of every error reply. */
export const Problem = z
  .strictObject({
    code: z.enum(ERROR_CODES),
    message: z.string().meta({ description: 'What is wrong and what to change' }),
    issues: z.array(z.strictObject({ path: z.string(), message: z.string() })),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

const JobCounts = z.record(JobState, z.int().min(0)).meta({ id: 'JobCounts', description: 'Jobs by state' });

export const SweepSummary = z
  .strictObject({
    id: Id,
    name: z.string(),
    description: z.string().meta({ description: 'Empty where there is none' }),
    taskId: z.string(),
    datasetId: z.string(),
    labels: StoredLabels,
    favourite: z.boolean(),
    createdAt: Timestamp,
    cancelledAt: Timestamp.nullable(),
    archivedAt: Timestamp.nullable(),
    lastActivityAt: Timestamp.meta({ description: 'The last event, or sign of life of a running job' }),
    state: SweepState,
    jobCounts: JobCounts,
    totalSteps: z.int(),
    doneSteps: z.int(),
    stepsByState: z
      .record(JobState, z.strictObject({ done: z.int(), total: z.int() }))
      .meta({ description: 'The steps of the jobs in each state' }),
    priority: z.int().nullable().meta({
      description: 'The highest priority of its jobs that have not ended; null where all have',
    }),
    deviceSeconds: z.number().meta({ description: 'Device time of all its attempts so far' }),
    secondsLeft: z.number().nullable().meta({
      description:
        'Estimate of the time until its running and queued jobs are through, from their recent speed; null where nothing runs or no speed is known',
    }),
    cannotStart: z
      .array(z.strictObject({ jobs: z.int().min(1), reason: z.string() }))
      .meta({ description: 'Queued jobs that no connected worker can run, and why' }),
    url: z.string().meta({ description: "The sweep's page in the dashboard, relative to the server" }),
  })
  .meta({ id: 'SweepSummary' });
export type SweepSummary = z.infer<typeof SweepSummary>;

export const SweepDetail = SweepSummary.extend({ spec: SweepSpec }).meta({ id: 'SweepDetail' });
export type SweepDetail = z.infer<typeof SweepDetail>;

export const JobSummary = z
  .strictObject({
    id: Id,
    sweepId: Id,
    index: z.int().min(0),
    group: z.string(),
    kind: JobKind,
    seed: z.int(),
    lambda: Lambda.nullable().meta({
      description: 'The lambda of a fixed job; null for one of many lambdas',
    }),
    state: JobState,
    attempt: z.int().min(0),
    step: z.int().min(0),
    steps: z.int().min(1),
    workerId: Id.nullable(),
    cannotStart: z.string().nullable().meta({
      description: 'Why no connected worker can run this queued job; null where one can, or it is not queued',
    }),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    createdAt: Timestamp,
    startedAt: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'JobSummary' });
export type JobSummary = z.infer<typeof JobSummary>;

export const AttemptDetail = z
  .strictObject({
    number: z.int(),
    workerId: Id.nullable(),
    engine: z.string().nullable(),
    engineVersion: z
      .string()
      .nullable()
      .meta({ description: 'Null where the attempt is older than its recording' }),
    device: z.string().nullable(),
    resumedFromStep: z.int().nullable(),
    outcome: AttemptOutcome.nullable(),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    timings: z.record(z.string(), z.number()).nullable(),
    data: DataRecord.nullable().meta({ description: 'Null until its trainer has opened the data' }),
    startedAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'AttemptDetail' });
export type AttemptDetail = z.infer<typeof AttemptDetail>;

export const EventDetail = z
  .strictObject({
    id: z.string(),
    jobId: Id.nullable(),
    type: EventType,
    message: z.string(),
    createdAt: Timestamp,
  })
  .meta({ id: 'EventDetail' });
export type EventDetail = z.infer<typeof EventDetail>;

export const CheckpointDetail = z
  .strictObject({
    step: z.int(),
    sha256: z.string(),
    bytes: z.int(),
    attempt: z.int(),
    score: z.number().nullable().meta({
      description: 'Mean full loss over the evaluation lambdas at this step; null where it was not evaluated',
    }),
    createdAt: Timestamp,
  })
  .meta({ id: 'CheckpointDetail' });

/** A stored file of a job; its bytes are at `url`. */
export const ArtifactDetail = z
  .strictObject({
    name: z.string(),
    mediaType: z.string(),
    sha256: z.string(),
    bytes: z.int(),
    attempt: z.int(),
    createdAt: Timestamp,
    url: z.string().meta({ description: 'Where its bytes are, relative to the server' }),
  })
  .meta({ id: 'ArtifactDetail' });
export type ArtifactDetail = z.infer<typeof ArtifactDetail>;

export const JobDetail = JobSummary.extend({
  spec: JobSpec,
  attempts: z.array(AttemptDetail),
  checkpoints: z.array(CheckpointDetail),
  artifacts: z.array(ArtifactDetail),
  events: z.array(EventDetail),
}).meta({ id: 'JobDetail' });
export type JobDetail = z.infer<typeof JobDetail>;

export const PlanResponse = z
  .strictObject({
    spec: SweepSpec,
    totalJobs: z.int(),
    totalSteps: z.int(),
    groups: z.array(z.strictObject({ name: z.string(), kind: JobKind, jobs: z.int(), steps: z.int() })),
    jobs: z.array(
      z.strictObject({
        group: z.string(),
        kind: JobKind,
        seed: z.int(),
        lambda: Lambda.nullable(),
        steps: z.int(),
      }),
    ),
  })
  .meta({ id: 'SweepPlan' });
export type PlanResponse = z.infer<typeof PlanResponse>;

export const MetricsResponse = z
  .strictObject({
    names: z.array(z.string()).meta({ description: 'Of the curves in this answer' }),
    curves: z.array(CurveSummary),
    points: z.array(CurvePoint).meta({ description: 'By curve, then by step' }),
  })
  .meta({ id: 'Metrics' });
export type MetricsResponse = z.infer<typeof MetricsResponse>;

/** One of the curves of several jobs. */
export const JobCurve = z
  .strictObject({
    jobId: Id,
    curve: CurveSummary.nullable().meta({ description: 'Null: it has no points in the steps asked for' }),
    points: z.array(CurvePoint.omit({ name: true })).meta({ description: 'By step' }),
  })
  .meta({ id: 'JobCurve' });
export type JobCurve = z.infer<typeof JobCurve>;

export const MetricNamesResponse = z.strictObject({ names: z.array(z.string()) }).meta({ id: 'MetricNames' });
export type MetricNamesResponse = z.infer<typeof MetricNamesResponse>;

export const EvaluationsResponse = z
  .strictObject({ points: z.array(EvaluationPoint) })
  .meta({ id: 'Evaluations' });
export type EvaluationsResponse = z.infer<typeof EvaluationsResponse>;

/**
 * A change that listeners may care about, on its way from the database to workers and server-sent events: ids only, the
 * reader fetches what it needs. `resync`: notices may be missing.
 */
export const LiveNotice = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('job'), sweepId: Id, jobId: Id, state: JobState }),
    z.strictObject({ type: z.literal('points'), sweepId: Id, jobId: Id }),
    z.strictObject({ type: z.literal('sweep'), sweepId: Id }),
    z.strictObject({ type: z.literal('worker'), workerId: Id }),
    z.strictObject({ type: z.literal('resync') }),
  ])
  .meta({ id: 'LiveNotice' });
export type LiveNotice = z.infer<typeof LiveNotice>;
