/** One attempt, from the claimed row to its end: spawns the trainer and watches over it. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { toAppError } from '@yoto/core';
import type { ArtifactStore, JobRow, Storage } from '@yoto/storage';
import type { Logger } from 'pino';
import { describeExit, outcomeOfError } from './attempt-ending.ts';
import { type AttemptRecord, type Ending, openAttemptRecord } from './attempt-record.ts';
import { findCheckpoint } from './checkpoints.ts';
import type { WorkerConfig } from './config.ts';
import type { Heartbeat } from './heartbeat.ts';
import { startTrainer, type Trainer } from './trainer.ts';
import type { TrainerEngineOptions } from './trainer-messages.ts';

export interface AttemptDependencies {
  storage: Storage;
  artifacts: ArtifactStore;
  heartbeat: Heartbeat;
  config: WorkerConfig;
  engine: TrainerEngineOptions;
  log: Logger;
}

export interface RunningAttempt {
  /** Asks for a checkpoint and an end; after `graceMs` the trainer is ended by force. */
  stop(graceMs: number): void;
  /** The job as it is after the attempt; undefined when it no longer belonged to this attempt. */
  ended: Promise<JobRow | undefined>;
}

/** Runs a claimed job. The job's and the trainer's faults are outcomes, not rejections. */
export function runAttempt(job: JobRow, dependencies: AttemptDependencies): RunningAttempt {
  const log = dependencies.log.child({ jobId: job.id, attempt: job.attempt });
  const record = openAttemptRecord(job, dependencies, log);
  const trainer = startTrainer(dependencies.engine, record.handle, (line) =>
    log.info({ trainer: line }, 'trainer output'),
  );
  const membership = dependencies.heartbeat.join(record.attempt, record.step, () => {
    log.info('the job was cancelled or taken over; ending its trainer');
    record.lose();
    trainer.kill();
  });
  let stopping = false;
  let forced: NodeJS.Timeout | undefined;

  async function run(): Promise<JobRow | undefined> {
    try {
      const ending = await train(job, dependencies, { record, trainer, log, isStopping: () => stopping });
      return await record.conclude(ending);
    } finally {
      clearTimeout(forced);
      membership.leave();
    }
  }
  return {
    stop(graceMs) {
      if (stopping) return;
      stopping = true;
      trainer.send({ type: 'stop' });
      forced = setTimeout(() => trainer.kill(), graceMs);
    },
    ended: run(),
  };
}

interface Watch {
  record: AttemptRecord;
  trainer: Trainer;
  log: Logger;
  isStopping(): boolean;
}

/** Sends the job to the trainer, waits for its end and says how it ended. */
async function train(job: JobRow, dependencies: AttemptDependencies, watch: Watch): Promise<Ending> {
  const { record, trainer, log } = watch;
  const { dataDir, taskPackages, stateDir } = dependencies.config;
  let workDir: string | undefined;
  try {
    const parent = path.join(stateDir, 'work');
    await mkdir(parent, { recursive: true });
    const folder = await mkdtemp(path.join(parent, `${job.id}-${job.attempt}-`));
    workDir = folder;
    const checkpoint = await record.persist(() => findCheckpoint(dependencies, job.id, folder, log));
    if (checkpoint) await record.resumeAt(checkpoint.step);
    const resumeFrom = checkpoint?.file;
    trainer.send({ type: 'train', spec: job.spec, dataDir, workDir: folder, taskPackages, resumeFrom });
    const exit = await trainer.ended;
    const said = record.ending();
    if (said) return said;
    if (watch.isStopping()) return { type: 'unfinished', outcome: 'preempted' };
    const errorMessage = describeExit(exit, trainer.lastLines());
    return { type: 'unfinished', outcome: 'crashed', errorCode: 'crashed', errorMessage };
  } catch (thrown) {
    trainer.kill();
    const error = toAppError(thrown);
    if (!record.isLost()) log.error({ err: error }, 'the attempt could not go on');
    if (error.code === 'stale_attempt') record.lose();
    const { code: errorCode, message: errorMessage } = error;
    return { type: 'unfinished', outcome: outcomeOfError(errorCode), errorCode, errorMessage };
  } finally {
    if (workDir) await rm(workDir, { recursive: true, force: true }).catch(() => undefined);
  }
}
