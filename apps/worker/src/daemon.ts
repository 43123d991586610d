/** The worker: takes messages, claims attempts, runs them, and hands back what it cannot finish. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveNotice } from '@yoto/core';
import type { JobQueue } from '@yoto/queue';
import type { ArtifactStore, Storage } from '@yoto/storage';
import type { Logger } from 'pino';
import type { Stores } from './attempt/job-files.ts';
import type { WorkerConfig } from './config.ts';
import { createDrain } from './drain.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createIntake } from './intake.ts';
import { createQuarantine } from './quarantine.ts';
import { startRecovery } from './spool/recover-spools.ts';
import { spoolBudget } from './spool/spool-budget.ts';
import { openSpoolFolder } from './spool/spool-folder.ts';
import { createStandby } from './standby.ts';
import { jobTaker } from './take-jobs.ts';
import type { WorkerEngine } from './trainer/choose-engine.ts';
import { openTrainerPool } from './trainer/trainer-pool.ts';

export interface DaemonDependencies {
  storage: Storage;
  queue: JobQueue;
  artifacts: ArtifactStore;
  config: WorkerConfig;
  /** What every trainer opens, and how it is started. */
  engine: WorkerEngine;
  log: Logger;
}

export interface Daemon {
  workerId: string;
  /** Takes no more messages, lets the trainers write checkpoints and hands their jobs back, within the grace time. */
  stop(): Promise<void>;
}

/** Registers the worker and begins to take messages. */
export async function startDaemon(dependencies: DaemonDependencies): Promise<Daemon> {
  const { storage, queue, artifacts, config, log } = dependencies;
  const { engine, options, trainer } = dependencies.engine;
  const workerId = await register(dependencies);
  const intake = createIntake(log);
  const { workers, jobs } = storage;
  const quarantine = createQuarantine({
    workers,
    workerId,
    faultsInRow: config.quarantineAfter,
    intake,
    log,
  });
  const followDrain = createDrain({ intake, handOver: () => taker.handOver(), log });
  const standby = createStandby({ jobs, workerId, intake, log });
  const heartbeat = startHeartbeat({
    storage,
    workerId,
    intervalMs: config.heartbeatMs,
    onHeard({ quarantined, drain }) {
      quarantine.update(quarantined);
      followDrain(drain);
      standby.look();
    },
    onError: (error) => log.warn({ err: error }, 'no heartbeat'),
  });
  const stores: Stores = { storage, artifacts, checkpointsKept: config.checkpointsKept };
  const spool = await openSpoolFolder(config.stateDir);
  const trainers = openTrainerPool(options, trainer);
  const taker = jobTaker({
    worker: { workerId, engine: engine.name, engineVersion: engine.version, device: engine.device },
    queue,
    quarantine,
    standby,
    attempts: { stores, spool, budget: spoolBudget(config.spoolBytes), trainers, heartbeat, config, log },
  });
  const recovery = startRecovery({ stores, spool, log, onFreed: taker.enqueueAgain });
  const stopListening = await storage.listen((notice) => {
    if (isNews(notice, workerId, taker.runs)) void heartbeat.beat();
    if (notice.type === 'sweep' || (notice.type === 'job' && notice.state === 'queued')) standby.look();
  });
  const consumer = await queue.consume({ concurrency: config.concurrency }, taker.handleMessage);
  intake.control(consumer);

  async function signOff(): Promise<void> {
    await Promise.all([
      consumer.close(),
      trainers.close(),
      recovery.stop().then(spool.leave),
      heartbeat.stop().then(() => storage.workers.stop(workerId)),
      stopListening(),
    ]);
  }
  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    const closing = intake.rest('stopping');
    await taker.stop(config.graceMs);
    const signedOff = Promise.all([closing, signOff()]).catch((error) =>
      log.warn({ err: error }, 'could not sign off'),
    );
    // What is not said by then, the reconciler finds out.
    await Promise.race([signedOff, sleep(SIGN_OFF_MS, undefined, { ref: false })]);
  }
  return {
    workerId,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

const SIGN_OFF_MS = 2000;

/** Whether the next heartbeat should not be waited for: it tells what is wanted of the worker and of its attempts. */
const isNews = (notice: LiveNotice, workerId: string, runs: (jobId: string) => boolean): boolean =>
  notice.type === 'resync' ||
  (notice.type === 'worker' && notice.workerId === workerId) ||
  // Its own signs of life come back as notices of running jobs.
  (notice.type === 'job' && notice.state !== 'running' && runs(notice.jobId));

/** Announces the worker with all that decides which jobs it may claim; returns its id. */
function register({ storage, config, engine: { engine, tasks } }: DaemonDependencies): Promise<string> {
  return storage.workers.register({
    name: config.name,
    host: hostname(),
    pid: process.pid,
    engine: engine.name,
    device: engine.device,
    engineClass: engine.class,
    memoryBytes: config.deviceMemoryBytes ?? engine.memoryBytes,
    tasks,
    labels: config.labels,
    version,
    concurrency: config.concurrency,
  });
}

/** The version of this package, shown with every worker. */
const version: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
