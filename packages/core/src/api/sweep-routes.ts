/** The endpoints of sweeps. */
import { z } from 'zod';
import { LAST_STEP } from '../job/points.ts';
import { SweepSpecInput } from '../sweep/sweep-spec.ts';
import { route } from './route.ts';
import { ById, pageOf } from './route-parts.ts';
import { BulkRequest, BulkResult, SweepChanges } from './sweep-changes.ts';
import { SweepComparison } from './sweep-comparison.ts';
import { SweepListQuery } from './sweep-list.ts';
import { SweepPictures } from './sweep-pictures.ts';
import { DataUse, SweepArtifact, SweepProvenance } from './sweep-provenance.ts';
import { EventDetail, JobSummary, PlanResponse, SweepDetail, SweepSummary } from './wire.ts';

const AxisName = z.string().max(200).optional();

/** What a comparison is asked for; left out: the task's own axes, and no slice. */
const ComparisonQuery = z.strictObject({
  x: AxisName.meta({ description: 'The loss term, sum of terms or metric on the x axis' }),
  y: AxisName.meta({ description: 'The loss term, sum of terms or metric on the y axis' }),
  slice: z.string().max(200).optional().meta({
    description: 'The parameter of lambda along which curves are compared, where several vary',
  }),
  base: z.string().max(2000).optional().meta({
    description: 'What the other parameters are held at on the slice, e.g. `content=1,style=0.5`',
  }),
  intervals: z.enum(['yes', 'no', 'ready']).default('yes').meta({
    description:
      '`no`: a quick answer of the same shape, without intervals; `ready`: with them where they have been computed already, otherwise the quick one',
  }),
});

const ComparedPart = z.string().min(36).max(300);
const MOST_COMPARED = 50;

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
    summary:
      'Sweeps that fit all filters, newest first unless sorted otherwise; `total` counts those of all pages',
    query: SweepListQuery,
    response: pageOf(SweepSummary).extend({ total: z.int().min(0) }),
  }),
  getSweep: route({
    method: 'get',
    path: '/sweeps/:id',
    tag: 'sweeps',
    summary: 'One sweep with its resolved spec',
    params: ById,
    response: SweepDetail,
  }),
  editSweep: route({
    method: 'patch',
    path: '/sweeps/:id',
    tag: 'sweeps',
    summary:
      'Rename, describe, label, archive or mark a sweep as a favourite, or change the priority of its jobs',
    params: ById,
    body: SweepChanges,
    response: SweepDetail,
  }),
  changeSweeps: route({
    method: 'post',
    path: '/sweeps/bulk',
    tag: 'sweeps',
    summary: 'Pause, resume, cancel, delete or edit several sweeps; the reply says what became of each',
    body: BulkRequest,
    response: z.strictObject({ results: z.array(BulkResult) }),
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
  getSweepComparison: route({
    method: 'get',
    path: '/sweeps/:id/comparison',
    tag: 'sweeps',
    summary:
      'How the methods of a sweep compare, from the last evaluations: points, regret, BD-rate, hypervolume, coverage, cost',
    params: ById,
    query: ComparisonQuery.extend({
      step: z.coerce.number().int().min(0).max(LAST_STEP).optional().meta({
        description:
          'As it was then: of every job the last evaluation that is not after this step. Costs stay those of now',
      }),
    }),
    response: SweepComparison,
  }),
  getEvaluatedSteps: route({
    method: 'get',
    path: '/sweeps/:id/evaluated-steps',
    tag: 'sweeps',
    summary: 'The training steps at which any job of a sweep was evaluated, in order',
    params: ById,
    response: z.strictObject({ items: z.array(z.int().min(0)) }),
  }),
  compareSweeps: route({
    method: 'get',
    path: '/comparison',
    tag: 'sweeps',
    summary: 'How groups of several sweeps of one task compare, as if they were groups of one sweep',
    query: ComparisonQuery.extend({
      of: z.union([ComparedPart, z.array(ComparedPart).min(1).max(MOST_COMPARED)]).meta({
        description:
          'A sweep by its id, with all of its groups, or `id:group` for one of them; repeat it for more. The first fixed group is what the others are compared with',
      }),
    }),
    response: SweepComparison,
  }),
  getSweepProvenance: route({
    method: 'get',
    path: '/sweeps/:id/provenance',
    tag: 'sweeps',
    summary: 'Where the numbers come from: engines, devices and versions, and the files its jobs stored',
    params: ById,
    response: SweepProvenance,
  }),
  getSweepData: route({
    method: 'get',
    path: '/sweeps/:id/data',
    tag: 'sweeps',
    summary: 'What data the jobs of a sweep have worked with, the most used first',
    params: ById,
    response: z.strictObject({ items: z.array(DataUse) }),
  }),
  getSweepPictures: route({
    method: 'get',
    path: '/sweeps/:id/pictures',
    tag: 'sweeps',
    summary: 'The pictures that the jobs of one seed have stored, in plan order',
    params: ById,
    query: z.strictObject({
      seed: z.coerce
        .number()
        .int()
        .optional()
        .meta({ description: 'Left out: the smallest of which some job has pictures' }),
    }),
    response: SweepPictures,
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
