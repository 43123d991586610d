/** Submitting sweeps, and reading what belongs to one. */
import {
  EXAMPLE_PICTURES,
  fixedLambda,
  JOB_LOG,
  jobSeed,
  jobSteps,
  planSweep as plan,
  resolveSweepSpec,
} from '@yoto/core';
import { sendMessages } from '../messages.ts';
import { version } from '../version.ts';
import { sweepArtifact } from '../wire/artifact.ts';
import { eventDetail } from '../wire/event.ts';
import { jobSummaries } from '../wire/job.ts';
import { sweepDetail } from '../wire/sweep.ts';
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

export const getSweep: Operation<'getSweep'> = async (context, { params }) =>
  sweepDetail(context, await context.storage.sweeps.get(params.id));

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

export const getEvaluatedSteps: Operation<'getEvaluatedSteps'> = async ({ storage }, { params }) => {
  const sweep = await storage.sweeps.get(params.id);
  return { items: await storage.points.evaluatedStepsOfSweep(sweep.id) };
};

export const getSweepData: Operation<'getSweepData'> = async ({ storage }, { params }) => {
  const { id } = await storage.sweeps.get(params.id);
  return { items: await storage.jobs.dataOfSweep(id) };
};

/** More files than any report shows. */
const MOST_ARTIFACTS = 1000;

export const getSweepProvenance: Operation<'getSweepProvenance'> = async ({ storage }, { params }) => {
  const { id } = await storage.sweeps.get(params.id);
  const [machines, data, artifacts] = await Promise.all([
    storage.jobs.machinesOfSweep(id),
    storage.jobs.dataOfSweep(id),
    storage.artifacts.ofSweep(id, MOST_ARTIFACTS + 1, { without: [EXAMPLE_PICTURES, JOB_LOG] }),
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
