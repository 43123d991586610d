/** The endpoints of sweeps. */
import { z } from 'zod';
import { SweepSpecInput } from '../sweep/sweep-spec.ts';
import { SweepFrontier } from './frontier.ts';
import { route } from './route.ts';
import { ById, pageOf, pageQuery } from './route-parts.ts';
import { SweepAnalysis } from './sweep-analysis.ts';
import { SweepArtifact, SweepProvenance } from './sweep-provenance.ts';
import { EventDetail, JobSummary, PlanResponse, SweepDetail, SweepSummary } from './wire.ts';

/** The task's own axes unless another y is asked for. */
const FrontierQuery = z.strictObject({
  y: z.string().max(200).optional().meta({
    description: 'The loss term or metric on the y axis; the one that the task names unless given',
  }),
});

const SpecBody = z.strictObject({ spec: SweepSpecInput });

export const sweepRoutes = {
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
    query: z.strictObject({
      ...pageQuery,
      reference: z.string().min(1).max(200).optional().meta({
        description:
          'Only those that this may mean: the sweeps of exactly this name, or else those whose id begins with it (4 characters or more)',
      }),
    }),
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
  pauseSweep: route({
    method: 'post',
    path: '/sweeps/:id/pause',
    tag: 'sweeps',
    summary: 'Pause every job that has not ended: running ones write a checkpoint and give their device back',
    params: ById,
    response: SweepDetail,
  }),
  resumeSweep: route({
    method: 'post',
    path: '/sweeps/:id/resume',
    tag: 'sweeps',
    summary: 'Queue every paused job again; it goes on from its last checkpoint',
    params: ById,
    response: SweepDetail,
  }),
  retrySweep: route({
    method: 'post',
    path: '/sweeps/:id/retry',
    tag: 'sweeps',
    summary: 'Queue every failed job again (cancelled ones too, if asked); completed jobs are left alone',
    params: ById,
    body: z.strictObject({ cancelled: z.boolean().default(false) }),
    response: SweepDetail,
  }),
  deleteSweep: route({
    method: 'delete',
    path: '/sweeps/:id',
    tag: 'sweeps',
    summary: 'Forget a sweep whose jobs have all ended; its files go with the next garbage collection',
    params: ById,
    response: z.strictObject({ id: z.uuid(), deletedJobs: z.int() }),
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
    query: FrontierQuery,
    response: SweepFrontier,
  }),
  getSweepAnalysis: route({
    method: 'get',
    path: '/sweeps/:id/analysis',
    tag: 'sweeps',
    summary:
      'What the frontiers show, with intervals: regret, BD-rate, hypervolume, monotonicity, coverage, cost',
    params: ById,
    query: FrontierQuery,
    response: SweepAnalysis,
  }),
  getSweepProvenance: route({
    method: 'get',
    path: '/sweeps/:id/provenance',
    tag: 'sweeps',
    summary: 'Where the numbers come from: engines, devices and versions, and the files its jobs stored',
    params: ById,
    response: SweepProvenance,
  }),
  listSweepArtifacts: route({
    method: 'get',
    path: '/sweeps/:id/artifacts',
    tag: 'sweeps',
    summary: 'The files of one name that the jobs of a sweep have stored, in plan order',
    params: ById,
    query: z.strictObject({
      name: z.string().min(1).max(500).meta({ description: 'e.g. `examples.json`' }),
    }),
    response: z.strictObject({ items: z.array(SweepArtifact) }),
  }),
} as const;
