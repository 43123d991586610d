/** Every endpoint of the API below /api/v1. */
import { z } from 'zod';
import { JobState } from '../job/job-state.ts';
import { LAST_STEP } from '../job/points.ts';
import { SweepSpecInput } from '../sweep/sweep-spec.ts';
import { PRESET_SCALES } from '../task/preset.ts';
import { PresetDetail } from './preset-detail.ts';
import { route } from './route.ts';
import { ById, idPrefixQuery, pageOf, pageQuery } from './route-parts.ts';
import { sweepRoutes } from './sweep-routes.ts';
import { TaskDetail } from './task-detail.ts';
import {
  EvaluationsResponse,
  JobCurve,
  JobDetail,
  JobSummary,
  MetricNamesResponse,
  MetricsResponse,
} from './wire.ts';
import { GarbageReport, WorkerDetail, WorkerSetup } from './worker-wire.ts';

/** In one answer of `getCurves`. */
export const MOST_CURVES = 50;

/** Where the routes are served, and the stream of live notices below it. */
export const API_PREFIX = '/api/v1';
export const LIVE_PATH = '/events';
/** The bytes of an artifact; not in the table because they are not JSON. */
export const ARTIFACT_PATH = '/jobs/:id/artifacts/:name';
/** All artifacts of a job as one ZIP. */
export const ARTIFACTS_ZIP_PATH = '/jobs/:id/artifacts.zip';
/** The bytes of a checkpoint by their SHA-256, for the same reason. */
export const CHECKPOINT_PATH = '/jobs/:id/checkpoints/:hash';

/** Which part of a curve, and in how many points. */
const curvePart = {
  maxPoints: z.coerce.number().int().min(10).max(20_000).default(500),
  fromStep: z.coerce.number().int().min(0).max(LAST_STEP).default(0),
  toStep: z.coerce.number().int().min(0).max(LAST_STEP).default(LAST_STEP),
};
const inOrder = [
  ({ fromStep, toStep }: { fromStep: number; toStep: number }) => fromStep <= toStep,
  { path: ['fromStep'], error: 'fromStep must not be greater than toStep' },
] satisfies [unknown, unknown];

export const routes = {
  ...sweepRoutes,
  listJobs: route({
    method: 'get',
    path: '/jobs',
    tag: 'jobs',
    summary: 'Jobs, newest first',
    query: z.strictObject({
      ...pageQuery,
      sweepId: z.uuid().optional(),
      state: JobState.optional(),
      idPrefix: idPrefixQuery.optional().meta({ description: 'Only those whose id begins with this' }),
    }),
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
  pauseJob: route({
    method: 'post',
    path: '/jobs/:id/pause',
    tag: 'jobs',
    summary: 'Pause a job: a running one writes a checkpoint and gives its device back',
    params: ById,
    response: JobSummary,
  }),
  resumeJob: route({
    method: 'post',
    path: '/jobs/:id/resume',
    tag: 'jobs',
    summary: 'Queue a paused job again; it goes on from its last checkpoint',
    params: ById,
    response: JobSummary,
  }),
  getJobMetrics: route({
    method: 'get',
    path: '/jobs/:id/metrics',
    tag: 'jobs',
    summary:
      'Training curves between two steps. One of more than maxPoints points is thinned to the least, greatest and mean value of equally many steps',
    params: ById,
    query: z
      .strictObject({ ...curvePart, name: z.union([z.string(), z.array(z.string())]).optional() })
      .refine(...inOrder),
    response: MetricsResponse,
  }),
  getCurves: route({
    method: 'get',
    path: '/curves',
    tag: 'jobs',
    summary: 'The training curve of one metric of each of several jobs, thinned like those of one job',
    query: z
      .strictObject({
        ...curvePart,
        name: z.string().meta({ description: 'Of the metric' }),
        job: z.union([z.uuid(), z.array(z.uuid()).min(1).max(MOST_CURVES)]).meta({
          description: 'The id of a job; repeat it for more. One that has no such curve has no points',
        }),
      })
      .refine(...inOrder),
    response: z.strictObject({ items: z.array(JobCurve) }),
  }),
  getJobMetricNames: route({
    method: 'get',
    path: '/jobs/:id/metric-names',
    tag: 'jobs',
    summary: 'What curves a job has',
    params: ById,
    response: MetricNamesResponse,
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
  listPresets: route({
    method: 'get',
    path: '/presets',
    tag: 'tasks',
    summary: 'Sweeps that the tasks have ready: the experiments of their papers',
    response: z.strictObject({ items: z.array(PresetDetail) }),
  }),
  getPreset: route({
    method: 'get',
    path: '/presets/:name',
    tag: 'tasks',
    summary: 'The sweep spec of a preset at a scale, to be submitted as it is or changed',
    params: z.strictObject({ name: z.string().min(1).max(100) }),
    query: z.strictObject({ scale: z.enum(PRESET_SCALES).default('small') }),
    response: z.strictObject({ preset: PresetDetail, spec: SweepSpecInput }),
  }),
  listWorkers: route({
    method: 'get',
    path: '/workers',
    tag: 'workers',
    summary: 'Workers seen in the last day, newest first',
    response: z.strictObject({ items: z.array(WorkerDetail) }),
  }),
  getWorkerSetup: route({
    method: 'get',
    path: '/worker-setup',
    tag: 'workers',
    summary: 'What to start a worker with, so that it works for this server; without secrets',
    response: WorkerSetup,
  }),
  releaseWorker: route({
    method: 'post',
    path: '/workers/:id/release',
    tag: 'workers',
    summary: 'Let a quarantined worker take jobs again',
    params: ById,
    response: WorkerDetail,
  }),
  drainWorker: route({
    method: 'post',
    path: '/workers/:id/drain',
    tag: 'workers',
    summary:
      'Give a worker no more jobs; those it runs end, or are handed over to other workers with a checkpoint',
    params: ById,
    body: z.strictObject({
      handOver: z.boolean().default(false).meta({
        description: 'Its running jobs write a checkpoint and are queued again',
      }),
    }),
    response: WorkerDetail,
  }),
  undrainWorker: route({
    method: 'post',
    path: '/workers/:id/undrain',
    tag: 'workers',
    summary: 'Give a drained worker jobs again; doing it again changes nothing',
    params: ById,
    response: WorkerDetail,
  }),
  collectGarbage: route({
    method: 'post',
    path: '/garbage-collection',
    tag: 'server',
    summary: 'Remove stored files that no row refers to',
    body: z.strictObject({
      dryRun: z.boolean().default(false),
      olderThanHours: z.number().min(0).max(87_600).default(24),
    }),
    response: GarbageReport,
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
