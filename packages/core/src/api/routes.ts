/** Every endpoint of the API below /api/v1. */
import { z } from 'zod';
import { JobState } from '../job/job-state.ts';
import { SweepSpecInput } from '../sweep/sweep-spec.ts';
import { SweepFrontier } from './frontier.ts';
import { route } from './route.ts';
import {
  EvaluationsResponse,
  EventDetail,
  JobDetail,
  JobSummary,
  MetricsResponse,
  PlanResponse,
  SweepDetail,
  SweepSummary,
  TaskDetail,
  WorkerDetail,
} from './wire.ts';

/** Where the routes are served, and the stream of live notices below it. */
export const API_PREFIX = '/api/v1';
export const LIVE_PATH = '/events';

const ById = z.strictObject({ id: z.uuid({ error: 'must be an id (a UUID)' }) });
const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
};
const pageOf = <S extends z.ZodType>(item: S) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
const SpecBody = z.strictObject({ spec: SweepSpecInput });

export const routes = {
  planSweep: route({
    method: 'post',
    path: '/sweeps/plan',
    tag: 'sweeps',
    summary: 'Check a sweep spec and say which jobs it would make, without submitting it',
    body: SpecBody,
    response: PlanResponse,
  }),
  createSweep: route({
    method: 'post',
    path: '/sweeps',
    tag: 'sweeps',
    summary: 'Submit a sweep',
    body: SpecBody,
    response: SweepDetail,
    status: 201,
  }),
  listSweeps: route({
    method: 'get',
    path: '/sweeps',
    tag: 'sweeps',
    summary: 'Sweeps, newest first',
    query: z.strictObject(pageQuery),
    response: pageOf(SweepSummary),
  }),
  getSweep: route({
    method: 'get',
    path: '/sweeps/:id',
    tag: 'sweeps',
    summary: 'One sweep with its resolved spec',
    params: ById,
    response: SweepDetail,
  }),
  cancelSweep: route({
    method: 'post',
    path: '/sweeps/:id/cancel',
    tag: 'sweeps',
    summary: 'Cancel every job that has not ended; doing it again changes nothing',
    params: ById,
    response: SweepDetail,
  }),
  listSweepJobs: route({
    method: 'get',
    path: '/sweeps/:id/jobs',
    tag: 'sweeps',
    summary: 'All jobs of a sweep, in plan order',
    params: ById,
    response: z.strictObject({ items: z.array(JobSummary) }),
  }),
  getSweepEvents: route({
    method: 'get',
    path: '/sweeps/:id/events',
    tag: 'sweeps',
    summary: 'What happened in a sweep, newest first',
    params: ById,
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    response: z.strictObject({ items: z.array(EventDetail) }),
  }),
  getSweepFrontier: route({
    method: 'get',
    path: '/sweeps/:id/frontier',
    tag: 'sweeps',
    summary: 'The frontier of every group and of the single-model baseline, from the last evaluations',
    params: ById,
    response: SweepFrontier,
  }),
  listJobs: route({
    method: 'get',
    path: '/jobs',
    tag: 'jobs',
    summary: 'Jobs, newest first',
    query: z.strictObject({ ...pageQuery, sweepId: z.uuid().optional(), state: JobState.optional() }),
    response: pageOf(JobSummary),
  }),
  getJob: route({
    method: 'get',
    path: '/jobs/:id',
    tag: 'jobs',
    summary: 'One job with its spec, attempts, checkpoints and events',
    params: ById,
    response: JobDetail,
  }),
  cancelJob: route({
    method: 'post',
    path: '/jobs/:id/cancel',
    tag: 'jobs',
    summary: 'Cancel a job; doing it again changes nothing',
    params: ById,
    response: JobSummary,
  }),
  retryJob: route({
    method: 'post',
    path: '/jobs/:id/retry',
    tag: 'jobs',
    summary: 'Queue a failed or cancelled job again; it goes on from its last checkpoint',
    params: ById,
    response: JobSummary,
  }),
  getJobMetrics: route({
    method: 'get',
    path: '/jobs/:id/metrics',
    tag: 'jobs',
    summary: 'Training curves, thinned to at most maxPoints a curve',
    params: ById,
    query: z.strictObject({
      name: z.union([z.string(), z.array(z.string())]).optional(),
      maxPoints: z.coerce.number().int().min(10).max(20_000).default(500),
    }),
    response: MetricsResponse,
  }),
  getJobEvaluations: route({
    method: 'get',
    path: '/jobs/:id/evaluation-points',
    tag: 'jobs',
    summary: 'Losses and metrics per step and lambda',
    params: ById,
    response: EvaluationsResponse,
  }),
  listTasks: route({
    method: 'get',
    path: '/tasks',
    tag: 'tasks',
    summary: 'The tasks this server knows',
    response: z.strictObject({ items: z.array(TaskDetail) }),
  }),
  getTask: route({
    method: 'get',
    path: '/tasks/:id',
    tag: 'tasks',
    summary: 'One task: parameters as JSON Schema, data sets, loss terms, metrics',
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    response: TaskDetail,
  }),
  listWorkers: route({
    method: 'get',
    path: '/workers',
    tag: 'workers',
    summary: 'Workers seen in the last day, newest first',
    response: z.strictObject({ items: z.array(WorkerDetail) }),
  }),
  getHealth: route({
    method: 'get',
    path: '/health',
    tag: 'server',
    summary: 'Whether the process is up',
    response: z.strictObject({ status: z.literal('ok'), version: z.string() }),
  }),
  getReadiness: route({
    method: 'get',
    path: '/ready',
    tag: 'server',
    summary: 'Whether database and queue answer; 503 with the reason when not',
    response: z.strictObject({
      status: z.literal('ready'),
      database: z.literal('ok'),
      queue: z.literal('ok'),
    }),
  }),
} as const;
export type Routes = typeof routes;
