/** Which operation answers which route; a declared route without one does not compile. */
import type { Routes } from '@yoto/core';
import { cancelJob } from './cancel-job.ts';
import { cancelSweep } from './cancel-sweep.ts';
import { createSweep } from './create-sweep.ts';
import { getHealth } from './get-health.ts';
import { getJob } from './get-job.ts';
import { getJobEvaluations } from './get-job-evaluations.ts';
import { getJobMetrics } from './get-job-metrics.ts';
import { getReadiness } from './get-readiness.ts';
import { getSweep } from './get-sweep.ts';
import { getSweepEvents } from './get-sweep-events.ts';
import { getSweepFrontier } from './get-sweep-frontier.ts';
import { getTask } from './get-task.ts';
import { listJobs } from './list-jobs.ts';
import { listSweepJobs } from './list-sweep-jobs.ts';
import { listSweeps } from './list-sweeps.ts';
import { listTasks } from './list-tasks.ts';
import { listWorkers } from './list-workers.ts';
import type { Operation } from './operation.ts';
import { planSweep } from './plan-sweep.ts';
import { retryJob } from './retry-job.ts';

export const operations: { [K in keyof Routes]: Operation<K> } = {
  planSweep,
  createSweep,
  listSweeps,
  getSweep,
  cancelSweep,
  listSweepJobs,
  getSweepEvents,
  getSweepFrontier,
  listJobs,
  getJob,
  cancelJob,
  retryJob,
  getJobMetrics,
  getJobEvaluations,
  listTasks,
  getTask,
  listWorkers,
  getHealth,
  getReadiness,
};
