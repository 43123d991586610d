/** What people do with single jobs. */
import { removeMessages, sendMessages } from '../messages.ts';
import { jobDetail, jobSummaries, oneJob } from '../wire/job.ts';
import type { Operation } from './operation.ts';

export const listJobs: Operation<'listJobs'> = async (context, { query }) => {
  const { limit, cursor, ...filter } = query;
  const page = await context.storage.jobs.list(filter, { limit, cursor });
  return { items: await jobSummaries(context, page.rows), nextCursor: page.nextCursor };
};

/** A job that keeps failing has more events than anyone reads. */
const MOST_EVENTS = 200;

export const getJob: Operation<'getJob'> = async (context, { params }) => {
  const { storage } = context;
  const job = await storage.jobs.get(params.id);
  const [attempts, checkpoints, artifacts, events] = await Promise.all([
    storage.jobs.attempts(job.id),
    storage.checkpoints.list(job.id),
    storage.artifacts.list(job.id),
    storage.events.ofJob(job.id, MOST_EVENTS),
  ]);
  return jobDetail(context, job, { attempts, checkpoints, artifacts, events });
};

export const getJobMetrics: Operation<'getJobMetrics'> = async ({ storage }, { params, query }) => {
  const job = await storage.jobs.get(params.id);
  const { name, ...range } = query;
  const names = name === undefined ? undefined : [name].flat();
  const { curves, points } = await storage.points.metrics(job.id, { names, ...range });
  return { names: curves.map((curve) => curve.name), curves, points };
};

export const getCurves: Operation<'getCurves'> = async ({ storage }, { query }) => {
  const { job, name, ...part } = query;
  const items = await Promise.all(
    [job].flat().map(async (jobId) => {
      const { curves, points } = await storage.points.metrics(jobId, { names: [name], ...part });
      return { jobId, curve: curves[0] ?? null, points: points.map(({ name: _name, ...point }) => point) };
    }),
  );
  return { items };
};

export const getJobMetricNames: Operation<'getJobMetricNames'> = async ({ storage }, { params }) => {
  const job = await storage.jobs.get(params.id);
  return { names: await storage.points.metricNames(job.id) };
};

export const getJobEvaluations: Operation<'getJobEvaluations'> = async ({ storage }, { params }) => {
  const job = await storage.jobs.get(params.id);
  return { points: await storage.points.evaluations(job.id) };
};

export const cancelJob: Operation<'cancelJob'> = async (context, { params }) => {
  const job = await context.storage.jobs.cancel(params.id);
  await removeMessages(context, [job]);
  return oneJob(context, job);
};

/** A waiting job is paused at once; a running one is `pausing` until its worker has written a checkpoint. */
export const pauseJob: Operation<'pauseJob'> = async (context, { params }) => {
  const job = await context.storage.jobs.pause(params.id);
  if (job.state === 'paused') await removeMessages(context, [job]);
  return oneJob(context, job);
};

export const resumeJob: Operation<'resumeJob'> = async (context, { params }) => {
  const job = await context.storage.jobs.resume(params.id);
  await sendMessages(context, [job]);
  return oneJob(context, job);
};

export const retryJob: Operation<'retryJob'> = async (context, { params }) => {
  const job = await context.storage.jobs.retry(params.id);
  await sendMessages(context, [job]);
  return oneJob(context, job);
};
