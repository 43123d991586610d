/** Which operation answers which route; a declared route without one does not compile. */
import type { Routes } from '@yoto/core';
import { cancelJob } from './cancel-job.ts';
import { cancelSweep } from './cancel-sweep.ts';
import { collectGarbage } from './collect-garbage.ts';
import { createSweep } from './create-sweep.ts';
import { deleteSweep } from './delete-sweep.ts';
import { getHealth } from './get-health.ts';
import { getJob } from './get-job.ts';
import { getJobEvaluations } from './get-job-evaluations.ts';
import { getJobMetrics } from './get-job-metrics.ts';
import { getPreset } from './get-preset.ts';
import { getReadiness } from './get-readiness.ts';
import { getSweep } from './get-sweep.ts';
import { getSweepComparison } from './get-sweep-comparison.ts';
import { getSweepEvents } from './get-sweep-events.ts';
import { getSweepProvenance } from './get-sweep-provenance.ts';
import { getTask } from './get-task.ts';
import { listJobs } from './list-jobs.ts';
import { listPresets } from './list-presets.ts';
import { listSweepArtifacts } from './list-sweep-artifacts.ts';
import { listSweepJobs } from './list-sweep-jobs.ts';
import { listSweeps } from './list-sweeps.ts';
import { listTasks } from './list-tasks.ts';
import { listWorkers } from './list-workers.ts';
import type { Operation } from './operation.ts';
import { pauseJob } from './pause-job.ts';
import { pauseSweep } from './pause-sweep.ts';
import { planSweep } from './plan-sweep.ts';
import { releaseWorker } from './release-worker.ts';
import { resumeJob } from './resume-job.ts';
import { resumeSweep } from './resume-sweep.ts';
import { retryJob } from './retry-job.ts';
import { retrySweep } from './retry-sweep.ts';

export const operations: { [K in keyof Routes]: Operation<K> } = {
  planSweep,
  createSweep,
  listSweeps,
  getSweep,
  cancelSweep,
  pauseSweep,
  resumeSweep,
  retrySweep,
  deleteSweep,
  listSweepJobs,
  getSweepEvents,
  getSweepComparison,
  getSweepProvenance,
  listSweepArtifacts,
  listJobs,
  getJob,
  cancelJob,
  retryJob,
  pauseJob,
  resumeJob,
  getJobMetrics,
  getJobEvaluations,
  listTasks,
  getTask,
  listPresets,
  getPreset,
  listWorkers,
  releaseWorker,
  collectGarbage,
  getHealth,
  getReadiness,
};
