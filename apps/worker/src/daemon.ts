/** The worker: takes messages, claims attempts, runs them, and hands back what it cannot finish. */
import { hostname } from 'node:os';
import { type AppError, toAppError } from '@yoto/core';
import type { Consumer, JobMessage, JobQueue } from '@yoto/queue';
import type { ArtifactStore, JobRow, Storage } from '@yoto/storage';
import type { Logger } from 'pino';
import type { WorkerEngine } from './choose-engine.ts';
import type { WorkerConfig } from './config.ts';
import { startHeartbeat } from './heartbeat.ts';
import { type AttemptDependencies, type RunningAttempt, runAttempt } from './run-attempt.ts';
import { version } from './version.ts';

export interface DaemonDependencies {
  storage: Storage;
  queue: JobQueue;
  artifacts: ArtifactStore;
  config: WorkerConfig;
  /** Every trainer opens this engine. */
  engine: Pick<WorkerEngine, 'name' | 'device' | 'options'>;
  log: Logger;
}

export interface Daemon {
  workerId: string;
  /** Takes no more messages, lets the trainers write checkpoints and hands their jobs back. */
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
  const heartbeat = startHeartbeat(storage, workerId, config.heartbeatMs, (error: AppError) =>
    log.warn({ err: error }, 'no heartbeat'),
  );
  const attempt: AttemptDependencies = { storage, artifacts, heartbeat, config, engine: engine.options, log };
  const running = new Map<string, RunningAttempt>();
  let stopping = false;

  async function enqueueAgain(job: JobRow): Promise<void> {
    const { id: jobId, spec, notBefore } = job;
    try {
      await queue.enqueue([{ jobId, attempt: job.attempt + 1, priority: spec.priority, notBefore }]);
    } catch (error) {
      log.warn({ err: error, jobId }, 'the queue does not answer; the reconciler will send this job again');
    }
  }

  async function handle(message: JobMessage): Promise<void> {
    const { jobId } = message;
    try {
      // A message taken while stopping is left to the reconciler: the row is still queued.
      if (stopping || running.has(jobId)) return;
      const job = await storage.jobs.claim(jobId, { workerId, engine: engine.name, device: engine.device });
      if (!job) return;
      log.info(
        { jobId, attempt: job.attempt, group: job.spec.group, seed: job.spec.seed },
        'attempt started',
      );
      const current = runAttempt(job, attempt);
      running.set(jobId, current);
      if (stopping) current.stop(config.graceMs);
      const after = await current.ended;
      log.info({ jobId, attempt: job.attempt, state: after?.state ?? 'lost' }, 'attempt ended');
      if (after?.state === 'queued') await enqueueAgain(after);
    } catch (thrown) {
      const error = toAppError(thrown);
      log.error({ err: error, jobId }, 'the message could not be handled; the reconciler will send it again');
    } finally {
      running.delete(jobId);
    }
  }

  const stopListening = await storage.listen((notice) => {
    const mine = notice.type === 'resync' || (notice.type === 'job' && running.has(notice.jobId));
    if (mine) void heartbeat.beat();
  });
  const consumer: Consumer = await queue.consume({ concurrency: config.concurrency }, handle);

  return {
    workerId,
    async stop() {
      if (stopping) return;
      stopping = true;
      for (const one of running.values()) one.stop(config.graceMs);
      await consumer.close();
      await stopListening();
      await heartbeat.stop();
      await storage.workers.stop(workerId).catch((error) => log.warn({ err: error }, 'could not sign off'));
    },
  };
}
