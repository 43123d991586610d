/** One attempt, from the claimed row to its end: gets a trainer and watches over it. */
import { rm } from 'node:fs/promises';
import { type AttemptEnding, engineLabel, formatCount, toAppError } from '@yoto/core';
import type { AttemptRef, JobRow } from '@yoto/storage';
import type { Logger } from 'pino';
import type { WorkerConfig } from '../config.ts';
import type { Heartbeat } from '../heartbeat.ts';
import type { SpoolBudget } from '../spool/spool-budget.ts';
import type { SpoolFolder } from '../spool/spool-folder.ts';
import type { Trainer } from '../trainer/trainer.ts';
import type { TrainerPool } from '../trainer/trainer-pool.ts';
import { withoutFolders } from '../without-folders.ts';
import { endingOfError, endingOfExit } from './attempt-ending.ts';
import { type AttemptLog, openAttemptLog } from './attempt-log.ts';
import { jobCommand } from './job-command.ts';
import { earlierLog, type Stores, storeLog } from './job-files.ts';
import { openReportSink, type ReportSink } from './report-sink.ts';

export interface AttemptDependencies {
  stores: Stores;
  spool: SpoolFolder;
  budget: SpoolBudget;
  trainers: TrainerPool;
  heartbeat: Heartbeat;
  config: Pick<WorkerConfig, 'name' | 'dataDir' | 'dataFolders' | 'stateDir' | 'graceMs'>;
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
  ending: AttemptEnding | undefined;
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
    const message = withoutFolders(error.message, dependencies.config);
    const { type, ...how } = {
      ...endingOfError({ code: error.code, message }),
      outcome: 'worker_error' as const,
    };
    const ended = dependencies.stores.storage.jobs.end(attempt, how);
    return {
      attempt,
      stop: () => undefined,
      leave: () => undefined,
      ended: ended.then((after) => ({ ending: { type, ...how }, job: after })),
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
  const sink = await openReportSink({ attempt, stores, folder, budget, log });
  const trainer = trainers.take();
  const attemptLog = openLog(attempt, folder, dependencies);
  listen(trainer, { sink, attemptLog, log });
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
    currentStep: sink.step,
    onLost() {
      // That it no longer owns the job may be its own doing: then the stores say so, or refuse the ending.
      if (sink.isEnding()) return;
      log.info('the job was cancelled or taken over; ending its trainer');
      sink.lose();
      if (isTraining) trainer.kill();
    },
    onPausing: () => stop(config.graceMs),
  });

  async function run(): Promise<AttemptEnd> {
    try {
      const whole = await train(job, dependencies, {
        sink,
        trainer,
        folder,
        log,
        attemptLog,
        isStopping: () => stopping,
        release() {
          isTraining = false;
          trainers.giveBack(trainer);
        },
      });
      isTraining = false;
      clearTimeout(forced);
      const ending = toldToAll(whole, config, log);
      await attemptLog.close(sink.isLost() ? undefined : ending);
      const after = await sink.conclude(ending);
      if (sink.isLost()) await storeLastWords(attempt, folder, dependencies);
      return { ending: sink.isLost() ? undefined : ending, job: after };
    } finally {
      clearTimeout(forced);
      membership.leave();
      await sink.close();
      if (!sink.isLeft()) await rm(folder, { recursive: true, force: true });
    }
  }
  return { attempt, stop, leave: sink.leave, ended: run() };
}

function openLog(attempt: AttemptRef, folder: string, dependencies: AttemptDependencies): AttemptLog {
  const { stores, config, log } = dependencies;
  const attemptLog = openAttemptLog({
    attempt: attempt.attempt,
    folder,
    conceal: (text) => withoutFolders(text, config),
    store: () => storeLog(stores, attempt, folder),
    onError: (error) => log.warn({ err: error, ...attempt }, 'the log of the attempt could not be stored'),
  });
  attemptLog.tell(`Attempt ${attempt.attempt} began on worker ${config.name}`);
  return attemptLog;
}

/** Of an attempt that lost its job: nobody waits for stores that do not answer. */
async function storeLastWords(
  attempt: AttemptRef,
  folder: string,
  { stores, log }: AttemptDependencies,
): Promise<void> {
  try {
    await storeLog(stores, attempt, folder);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'stale_attempt')
      log.warn({ err: error, ...attempt }, 'the end of the log could not be stored');
  }
}

function listen(
  trainer: Trainer,
  { sink, attemptLog, log }: Pick<Watch, 'sink' | 'attemptLog' | 'log'>,
): void {
  trainer.listen({
    onReport(report) {
      attemptLog.reported(report);
      return sink.handle(report);
    },
    onLine(line, source) {
      log.info({ trainer: line }, 'trainer output');
      attemptLog.printed(line, source);
    },
  });
  void trainer.ready.then(({ engine }) => {
    log.info({ engine }, 'trainer ready');
    attemptLog.tell(`Engine: ${engineLabel(engine.name, engine.version)} on ${engine.device}`);
  });
}

/** What is stored of an ending; its whole message goes to the worker's log. */
function toldToAll(ending: AttemptEnding, config: AttemptDependencies['config'], log: Logger): AttemptEnding {
  if (ending.errorMessage === undefined) return ending;
  const errorMessage = withoutFolders(ending.errorMessage, config);
  if (errorMessage !== ending.errorMessage) log.warn({ error: ending.errorMessage }, 'the attempt failed');
  return { ...ending, errorMessage };
}

interface Watch {
  sink: ReportSink;
  trainer: Trainer;
  folder: string;
  log: Logger;
  attemptLog: AttemptLog;
  isStopping(): boolean;
  /** The trainer is ready for another job. */
  release(): void;
}

const PREEMPTED: AttemptEnding = { type: 'ending', outcome: 'preempted' };

/** Sends the job to the trainer, waits for its end and says how it ended. */
async function train(job: JobRow, dependencies: AttemptDependencies, watch: Watch): Promise<AttemptEnding> {
  const { sink, trainer, folder, log, attemptLog } = watch;
  const { stores, config } = dependencies;
  try {
    attemptLog.goOnAfter(job.attempt > 1 ? await sink.persist(() => earlierLog(stores, job.id)) : '');
    const command = await jobCommand(job, { stores, sink, folder, config, log });
    if (watch.isStopping()) {
      watch.release();
      return PREEMPTED;
    }
    if (sink.step() > 0) attemptLog.tell(`Goes on from the checkpoint of step ${formatCount(sink.step())}`);
    trainer.send(command);
    const exit = await trainer.jobEnded();
    if (!exit) watch.release();
    const said = sink.ending();
    if (said) return said;
    if (watch.isStopping() || !exit) return PREEMPTED;
    return endingOfExit(exit, trainer.lastLines());
  } catch (thrown) {
    trainer.kill();
    const error = toAppError(thrown);
    if (error.code === 'stale_attempt') sink.lose();
    if (watch.isStopping()) return PREEMPTED;
    if (!sink.isLost()) log.error({ err: error }, 'the attempt could not go on');
    return endingOfError(error);
  }
}
