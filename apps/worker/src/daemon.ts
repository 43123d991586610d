/** The worker: takes messages, claims attempts, runs them, and hands back what it cannot finish. */

import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveNotice } from '@yoto/core';
import type { JobQueue } from '@yoto/queue';
import type { ArtifactStore, Storage } from '@yoto/storage';
import type { Logger } from 'pino';
import { attemptRunner } from './attempt-runner.ts';
import type { CheckpointStores } from './checkpoints.ts';
import type { WorkerEngine } from './choose-engine.ts';
import type { WorkerConfig } from './config.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createQuarantine } from './quarantine.ts';
import { startRecovery } from './spool/recover-spools.ts';
import { spoolBudget } from './spool/spool-budget.ts';
import { openSpoolFolder } from './spool/spool-folder.ts';
import { openTrainerPool } from './trainer-pool.ts';
import { version } from './version.ts';

export interface DaemonDependencies {
  storage: Storage;
  queue: JobQueue;
  artifacts: ArtifactStore;
  config: WorkerConfig;
  /** Every trainer opens this engine. */
  engine: Pick<WorkerEngine, 'name' | 'version' | 'device' | 'options'>;
  log: Logger;
}

export interface Daemon {
  workerId: string;
  /** Takes no more messages, lets the trainers write checkpoints and hands their jobs back, within the grace time. */
  stop(): Promise<void>;
}

/** Registers the worker and begins to take messages. */
export async function startDaemon(dependencies: DaemonDependencies): Promise<Daemon> {
  const { storage, queue, artifacts, config, engine, log } = dependencies;
  const workerId = await storage.workers.register({
    name: config.name,
    host: hostname(),
    pid: process.pid,
    engine: engine.name,
    device: engine.device,
    version,
    concurrency: config.concurrency,
  });
  const quarantine = createQuarantine({
    workers: storage.workers,
    workerId,
    faultsInRow: config.quarantineAfter,
    log,
  });
  const heartbeat = startHeartbeat({
    storage,
    workerId,
    intervalMs: config.heartbeatMs,
    onHeard: ({ quarantined }) => quarantine.update(quarantined),
    onError: (error) => log.warn({ err: error }, 'no heartbeat'),
  });
  const stores: CheckpointStores = { storage, artifacts, checkpointsKept: config.checkpointsKept };
  const spool = await openSpoolFolder(config.stateDir);
  const trainers = openTrainerPool(engine.options);
  const runner = attemptRunner({
    worker: { workerId, engine: engine.name, engineVersion: engine.version, device: engine.device },
    queue,
    quarantine,
    attempts: { stores, spool, budget: spoolBudget(config.spoolBytes), trainers, heartbeat, config, log },
  });
  const recovery = startRecovery({ stores, spool, log, onFreed: runner.enqueueAgain });
  const isNews = (notice: LiveNotice) =>
    notice.type === 'resync' ||
    (notice.type === 'worker' && notice.workerId === workerId) ||
    // Its own signs of life come back as notices of running jobs.
    (notice.type === 'job' && notice.state !== 'running' && runner.runs(notice.jobId));
  const stopListening = await storage.listen((notice) => {
    if (isNews(notice)) void heartbeat.beat();
  });
  const consumer = await queue.consume({ concurrency: config.concurrency }, runner.handleMessage);
  quarantine.control(consumer);

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
    const closing = consumer.pause();
    await runner.stop(config.graceMs);
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
