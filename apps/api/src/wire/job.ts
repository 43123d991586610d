import { fixedLambda, type JobDetail, type JobSummary } from '@yoto/core';
import type { ArtifactRow, AttemptRow, CheckpointRow, EventRow, JobRow } from '@yoto/storage';
import { artifactDetail } from './artifact.ts';
import { eventDetail } from './event.ts';
import { timestamp } from './timestamp.ts';

export const jobSummary = (row: JobRow): JobSummary => ({
  id: row.id,
  sweepId: row.sweepId,
  index: row.index,
  group: row.spec.group,
  kind: row.spec.kind,
  seed: row.spec.seed,
  lambda: fixedLambda(row.spec) ?? null,
  state: row.state,
  attempt: row.attempt,
  step: row.step,
  steps: row.spec.steps,
  workerId: row.workerId,
  errorCode: row.errorCode,
  errorMessage: row.errorMessage,
  createdAt: timestamp(row.createdAt),
  startedAt: timestamp(row.startedAt),
  finishedAt: timestamp(row.finishedAt),
});

/** A job with all that belongs to it. */
export const jobDetail = (
  row: JobRow,
  own: {
    attempts: AttemptRow[];
    checkpoints: CheckpointRow[];
    artifacts: ArtifactRow[];
    events: EventRow[];
  },
): JobDetail => ({
  ...jobSummary(row),
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
