import { fixedLambda, type JobDetail, type JobSummary, jobSeed, jobSteps } from '@yoto/core';
import type { ArtifactRow, AttemptRow, CheckpointRow, EventRow, JobRow } from '@yoto/storage';
import type { ApiContext } from '../context.ts';
import { artifactDetail } from './artifact.ts';
import { isQueued, type WhyNobody, whyJobWaits, whyNobodyStarts } from './cannot-start.ts';
import { eventDetail } from './event.ts';
import { timestamp } from './timestamp.ts';

type Context = Pick<ApiContext, 'storage' | 'stallAfterMs'>;

/** Jobs as they stand, each with why it does not start. */
export async function jobSummaries(context: Context, rows: readonly JobRow[]): Promise<JobSummary[]> {
  const why = await whyNobodyStarts(context, rows.some(isQueued));
  return rows.map((row) => jobSummary(row, why));
}
export const oneJob = async (context: Context, row: JobRow): Promise<JobSummary> =>
  jobSummary(row, await whyNobodyStarts(context, isQueued(row)));

const jobSummary = (row: JobRow, why: WhyNobody): JobSummary => ({
  id: row.id,
  sweepId: row.sweepId,
  index: row.index,
  group: row.spec.group,
  kind: row.spec.kind,
  seed: jobSeed(row.spec),
  lambda: fixedLambda(row.spec) ?? null,
  state: row.state,
  attempt: row.attempt,
  step: row.step,
  steps: jobSteps(row.spec),
  workerId: row.workerId,
  cannotStart: whyJobWaits(row, why),
  errorCode: row.errorCode,
  errorMessage: row.errorMessage,
  createdAt: timestamp(row.createdAt),
  startedAt: timestamp(row.startedAt),
  finishedAt: timestamp(row.finishedAt),
});

/** A job with all that belongs to it. */
export const jobDetail = async (
  context: Context,
  row: JobRow,
  own: {
    attempts: AttemptRow[];
    checkpoints: CheckpointRow[];
    artifacts: ArtifactRow[];
    events: EventRow[];
  },
): Promise<JobDetail> => ({
  ...(await oneJob(context, row)),
  spec: row.spec,
  attempts: own.attempts.map(attemptDetail),
  checkpoints: own.checkpoints.map(checkpointDetail),
  artifacts: own.artifacts.map(artifactDetail),
  events: own.events.map(eventDetail),
});

const attemptDetail = (row: AttemptRow): JobDetail['attempts'][number] => ({
  number: row.number,
  workerId: row.workerId,
  engine: row.engine,
  engineVersion: row.engineVersion,
  device: row.device,
  resumedFromStep: row.resumedFromStep,
  outcome: row.outcome,
  errorCode: row.errorCode,
  errorMessage: row.errorMessage,
  timings: row.timings,
  data: row.data,
  startedAt: timestamp(row.startedAt),
  finishedAt: timestamp(row.finishedAt),
});

const checkpointDetail = (row: CheckpointRow): JobDetail['checkpoints'][number] => ({
  step: row.step,
  sha256: row.sha256,
  bytes: row.bytes,
  attempt: row.attempt,
  score: row.score,
  createdAt: timestamp(row.createdAt),
});
