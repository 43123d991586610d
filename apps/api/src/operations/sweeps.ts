/** What people do with sweeps. Rows are changed first; messages that wake workers follow, and may be lost without harm. */
import {
  EXAMPLE_PICTURES,
  fixedLambda,
  jobSeed,
  jobSteps,
  planSweep as plan,
  resolveSweepSpec,
} from '@yoto/core';
import { removeMessages, sendMessages } from '../messages.ts';
import { version } from '../version.ts';
import { sweepArtifact } from '../wire/artifact.ts';
import { eventDetail } from '../wire/event.ts';
import { jobSummaries } from '../wire/job.ts';
import { sweepDetail, sweepSummaries } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

/** Resolves and plans a spec; nothing is stored. */
export const planSweep: Operation<'planSweep'> = async ({ tasks }, { body }) => {
  const spec = resolveSweepSpec(body.spec, tasks);
  const { jobs, groups, totalJobs, totalSteps } = plan(spec);
  return {
    spec,
    totalJobs,
    totalSteps,
    groups,
    jobs: jobs.map((job) => ({
      group: job.group,
      kind: job.kind,
      seed: jobSeed(job),
      lambda: fixedLambda(job) ?? null,
      steps: jobSteps(job),
    })),
  };
};

/** Rows first: once they are written the sweep is accepted, whatever becomes of the messages. */
export const createSweep: Operation<'createSweep'> = async (context, { body }) => {
  const spec = resolveSweepSpec(body.spec, context.tasks);
  const { sweep, jobs } = await context.storage.sweeps.create(spec, plan(spec));
  await sendMessages(context, jobs);
  return sweepDetail(context, sweep);
};

export const listSweeps: Operation<'listSweeps'> = async (context, { query }) => {
  const { reference, ...request } = query;
  const page = await context.storage.sweeps.list(request, { reference });
  return { items: await sweepSummaries(context, page.rows), nextCursor: page.nextCursor };
};

export const getSweep: Operation<'getSweep'> = async (context, { params }) =>
  sweepDetail(context, await context.storage.sweeps.get(params.id));

/** The rows go now; the files they referred to are left to `collectGarbage`. */
export const deleteSweep: Operation<'deleteSweep'> = async ({ storage, log }, { params }) => {
  const deletedJobs = await storage.sweeps.delete(params.id);
  log.info({ sweepId: params.id, deletedJobs }, 'sweep deleted');
  return { id: params.id, deletedJobs };
};

/** Cancelling again finds nothing left to cancel. Workers learn of it by the heartbeats of their running attempts. */
export const cancelSweep: Operation<'cancelSweep'> = async (context, { params }) => {
  await removeMessages(context, await context.storage.sweeps.cancel(params.id));
  return sweepDetail(context, await context.storage.sweeps.get(params.id));
};

/** Workers learn of it by a notice and by the heartbeats of their running attempts. */
export const pauseSweep: Operation<'pauseSweep'> = async (context, { params }) => {
  const changed = await context.storage.sweeps.pause(params.id);
  await removeMessages(
    context,
    changed.filter((job) => job.state === 'paused'),
  );
  return sweepDetail(context, await context.storage.sweeps.get(params.id));
};

/** A job that is still pausing simply goes on; only those that were paused need a message. */
export const resumeSweep: Operation<'resumeSweep'> = async (context, { params }) => {
  await sendMessages(context, await context.storage.sweeps.resume(params.id));
  return sweepDetail(context, await context.storage.sweeps.get(params.id));
};

/** Doing it again finds nothing more to retry: what was queued is no longer failed. */
export const retrySweep: Operation<'retrySweep'> = async (context, { params, body }) => {
  await sendMessages(context, await context.storage.sweeps.retry(params.id, body));
  return sweepDetail(context, await context.storage.sweeps.get(params.id));
};

export const listSweepJobs: Operation<'listSweepJobs'> = async (context, { params }) => {
  const { storage } = context;
  const sweep = await storage.sweeps.get(params.id);
  const rows = await storage.jobs.ofSweep(sweep.id);
  return { items: await jobSummaries(context, rows) };
};

export const getSweepEvents: Operation<'getSweepEvents'> = async ({ storage }, { params, query }) => {
  const sweep = await storage.sweeps.get(params.id);
  const rows = await storage.events.ofSweep(sweep.id, query.limit);
  return { items: rows.map(eventDetail) };
};

/** More files than any report shows. */
const MOST_ARTIFACTS = 1000;

export const getSweepProvenance: Operation<'getSweepProvenance'> = async ({ storage }, { params }) => {
  const { id } = await storage.sweeps.get(params.id);
  const [machines, data, artifacts] = await Promise.all([
    storage.jobs.machinesOfSweep(id),
    storage.jobs.dataOfSweep(id),
    storage.artifacts.ofSweep(id, MOST_ARTIFACTS + 1, { without: EXAMPLE_PICTURES }),
  ]);
  return {
    sweepId: id,
    serverVersion: version,
    machines,
    data,
    artifacts: artifacts.slice(0, MOST_ARTIFACTS).map(sweepArtifact),
    moreArtifacts: artifacts.length > MOST_ARTIFACTS,
  };
};

export const listSweepArtifacts: Operation<'listSweepArtifacts'> = async ({ storage }, { params, query }) => {
  const { id } = await storage.sweeps.get(params.id);
  return { items: (await storage.artifacts.namedInSweep(id, query.name)).map(sweepArtifact) };
};
