/** One attempt, from the claimed row to its end: gets a trainer and watches over it. */
import { rm } from 'node:fs/promises';
import { toAppError } from '@yoto/core';
import type { AttemptRef, JobRow } from '@yoto/storage';
import type { Logger } from 'pino';
import { type Ending, endingOfExit, outcomeOfError } from './attempt-ending.ts';
import { type AttemptRecord, openAttemptRecord } from './attempt-record.ts';
import type { CheckpointStores } from './checkpoints.ts';
import type { WorkerConfig } from './config.ts';
import type { Heartbeat } from './heartbeat.ts';
import { jobCommand } from './job-command.ts';
import type { SpoolBudget } from './spool/spool-budget.ts';
import type { SpoolFolder } from './spool/spool-folder.ts';
import type { Trainer } from './trainer.ts';
import type { TrainerPool } from './trainer-pool.ts';
import { withoutFolders } from './without-folders.ts';

export interface AttemptDependencies {
  stores: CheckpointStores;
  spool: SpoolFolder;
  budget: SpoolBudget;
  trainers: TrainerPool;
  heartbeat: Heartbeat;
  config: Pick<WorkerConfig, 'dataDir' | 'dataFolders' | 'stateDir' | 'taskPackages' | 'graceMs'>;
  log: Logger;
}

export interface RunningAttempt {
  readonly attempt: AttemptRef;
  /** Asks for a checkpoint and an end; a trainer that takes longer than `withinMs` is ended by force. */
  stop(withinMs: number): void;
  /** Waits no longer for stores that do not answer. */
  leave(): void;
  ended: Promise<AttemptEnd>;
}

export interface AttemptEnd {
  /** What became of the attempt as its worker saw it; undefined when it lost its job. */
  ending: Ending | undefined;
  /** The job after the attempt; undefined when it no longer belonged to it, or when the stores did not answer. */
  job: JobRow | undefined;
}

/** Runs a claimed job. The job's, the trainer's and this worker's faults are outcomes, not rejections. */
export async function startAttempt(job: JobRow, dependencies: AttemptDependencies): Promise<RunningAttempt> {
  const attempt: AttemptRef = { jobId: job.id, attempt: job.attempt };
  try {
    return await start(job, attempt, dependencies);
  } catch (thrown) {
    // No folder, no log, no process: another worker may have what this one lacks.
    const error = toAppError(thrown);
    dependencies.log.error({ err: error, ...attempt }, 'the attempt could not be started');
    const errorMessage = withoutFolders(error.message, dependencies.config);
    const how = { outcome: 'worker_error', errorCode: error.code, errorMessage } as const;
    const ended = dependencies.stores.storage.jobs.end(attempt, how);
    return {
      attempt,
      stop: () => undefined,
      leave: () => undefined,
      ended: ended.then((after) => ({ ending: { type: 'unfinished', ...how }, job: after })),
    };
  }
}

async function start(
  job: JobRow,
  attempt: AttemptRef,
  dependencies: AttemptDependencies,
): Promise<RunningAttempt> {
  const { stores, spool, budget, trainers, heartbeat, config } = dependencies;
  const log = dependencies.log.child({ ...attempt });
  const folder = await spool.add(attempt);
  const record = await openAttemptRecord({ attempt, stores, folder, budget, log });
  const trainer = trainers.take();
  trainer.listen({
    onReport: record.handle,
    onLine: (line) => log.info({ trainer: line }, 'trainer output'),
  });
  let isTraining = true;
  let stopping = false;
  let forced: NodeJS.Timeout | undefined;
  const stop = (withinMs: number) => {
    // A trainer that is done may have the job of another attempt already.
    if (stopping || !isTraining) return;
    stopping = true;
    trainer.send({ type: 'stop' });
    forced = setTimeout(() => trainer.kill(), withinMs);
  };
  const membership = heartbeat.join({
    attempt,
    currentStep: record.step,
    onLost() {
      // That it no longer owns the job may be its own doing: then the stores say so, or refuse the ending.
      if (record.isEnding()) return;
      log.info('the job was cancelled or taken over; ending its trainer');
      record.lose();
      if (isTraining) trainer.kill();
    },
    onPausing: () => stop(config.graceMs),
  });

  async function run(): Promise<AttemptEnd> {
    try {
      const whole = await train(job, dependencies, {
        record,
        trainer,
        folder,
        log,
        isStopping: () => stopping,
        release() {
          isTraining = false;
          trainers.giveBack(trainer);
        },
      });
      isTraining = false;
      clearTimeout(forced);
      const ending = toldToAll(whole, config, log);
      const after = await record.conclude(ending);
      return { ending: record.isLost() ? undefined : ending, job: after };
    } finally {
      clearTimeout(forced);
      membership.leave();
      await record.close();
      if (!record.isLeft()) await rm(folder, { recursive: true, force: true });
    }
  }
  return { attempt, stop, leave: record.leave, ended: run() };
}

/** What is stored of an ending; its whole message goes to the worker's log. */
function toldToAll(ending: Ending, config: AttemptDependencies['config'], log: Logger): Ending {
  if (ending.type === 'completed' || ending.errorMessage === undefined) return ending;
  const errorMessage = withoutFolders(ending.errorMessage, config);
  if (errorMessage !== ending.errorMessage) log.warn({ error: ending.errorMessage }, 'the attempt failed');
  return { ...ending, errorMessage };
}

interface Watch {
  record: AttemptRecord;
  trainer: Trainer;
  folder: string;
  log: Logger;
  isStopping(): boolean;
  /** The trainer is ready for another job. */
  release(): void;
}

const PREEMPTED: Ending = { type: 'unfinished', outcome: 'preempted' };

/** Sends the job to the trainer, waits for its end and says how it ended. */
async function train(job: JobRow, dependencies: AttemptDependencies, watch: Watch): Promise<Ending> {
  const { record, trainer, folder, log } = watch;
  const { stores, config } = dependencies;
  try {
    const { dataDir, dataFolders, taskPackages } = config;
    const options = { stores, record, folder, config: { dataDir, dataFolders, taskPackages }, log };
    const command = await jobCommand(job, options);
    if (watch.isStopping()) {
      watch.release();
      return PREEMPTED;
    }
    trainer.send(command);
    const exit = await trainer.jobEnded();
    if (!exit) watch.release();
    const said = record.ending();
    if (said) return said;
    if (watch.isStopping() || !exit) return PREEMPTED;
    return endingOfExit(exit, trainer.lastLines());
  } catch (thrown) {
    trainer.kill();
    const error = toAppError(thrown);
    if (error.code === 'stale_attempt') record.lose();
    if (watch.isStopping()) return PREEMPTED;
    if (!record.isLost()) log.error({ err: error }, 'the attempt could not go on');
    const { code: errorCode, message: errorMessage } = error;
    return { type: 'unfinished', outcome: outcomeOfError(errorCode), errorCode, errorMessage };
  }
}
