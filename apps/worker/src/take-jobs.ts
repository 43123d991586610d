/** From messages to attempts: each message that finds a due job runs one attempt to its end. */
import { jobSeed, toAppError } from '@yoto/core';
import type { JobQueue } from '@yoto/queue';
import type { Claimant, JobRow } from '@yoto/storage';
import {
  type AttemptDependencies,
  type AttemptEnd,
  type RunningAttempt,
  startAttempt,
} from './attempt/start-attempt.ts';
import type { Quarantine } from './quarantine.ts';
import { retryWhileUnavailable } from './retry-while-unavailable.ts';
import type { Standby } from './standby.ts';

/** The part of the grace time that trainers get for their checkpoints. */
const TRAINERS_SHARE = 0.7;
/** By then the stores must have taken the results, or they stay on disk; the rest is for signing off. */
const STORES_SHARE = 0.85;
/** A delayed message comes a little late: by then the database's clock, too, says that its job is due. */
const CLOCK_SLACK_MS = 100;

export interface JobTaker {
  /**
   * A message is only a wake-up: the rows say which job is next. It is done when none is due, and left to others when those
   * that are due need another worker.
   */
  handleMessage(): Promise<'not-for-me' | undefined>;
  runs(jobId: string): boolean;
  enqueueAgain(job: JobRow): Promise<void>;
  /** Asks every attempt for a checkpoint and an end; their jobs are queued again. Idempotent. */
  handOver(): void;
  /** Starts nothing more, and resolves when every attempt has ended or, after `graceMs`, was left. */
  stop(graceMs: number): Promise<void>;
}

export interface JobTakerOptions {
  worker: Claimant;
  queue: JobQueue;
  quarantine: Quarantine;
  standby: Standby;
  attempts: AttemptDependencies;
}

export function jobTaker({ worker, queue, quarantine, standby, attempts }: JobTakerOptions): JobTaker {
  const { heartbeat, config, log } = attempts;
  const { storage } = attempts.stores;
  const stopping = new AbortController();
  const running = new Set<RunningAttempt>();
  const handling = new Set<Promise<unknown>>();

  async function enqueueAgain({ id: jobId, spec, attempt, notBefore: due }: JobRow): Promise<void> {
    const notBefore = due && new Date(due.getTime() + CLOCK_SLACK_MS);
    try {
      await queue.enqueue([{ jobId, attempt: attempt + 1, priority: spec.priority, notBefore }]);
    } catch (error) {
      log.warn({ err: error, jobId }, 'the queue does not answer; the reconciler will send this job again');
    }
  }

  /** While the database is away the message waits here: done without a claim, it would wake nobody. */
  const claim = (): Promise<JobRow | undefined> =>
    retryWhileUnavailable(() => storage.jobs.claimNext(worker), {
      signal: stopping.signal,
      onWait: (error) => log.warn({ err: error }, 'the database does not answer; no job can be claimed'),
    });

  async function run(job: JobRow): Promise<AttemptEnd> {
    const current = await startAttempt(job, attempts);
    running.add(current);
    if (stopping.signal.aborted) current.stop(config.graceMs * TRAINERS_SHARE);
    try {
      return await current.ended;
    } finally {
      running.delete(current);
    }
  }

  async function handle(): Promise<'not-for-me' | undefined> {
    try {
      const job = await claim();
      if (!job) return (await standby.begin()) ? 'not-for-me' : undefined;
      const { id: jobId, attempt, spec } = job;
      log.info({ jobId, attempt, group: spec.group, seed: jobSeed(spec) }, 'attempt started');
      const { ending, job: after } = await run(job);
      log.info({ jobId, attempt, state: after?.state ?? 'lost' }, 'attempt ended');
      // The next heartbeat tells of the quarantine: until then no message is taken.
      if (await quarantine.judge(ending)) await heartbeat.beat();
      if (after?.state === 'queued') await enqueueAgain(after);
      return undefined;
    } catch (error) {
      if (stopping.signal.aborted) return undefined;
      log.error(
        { err: toAppError(error) },
        'the message could not be handled; the reconciler will send it again',
      );
      return undefined;
    }
  }

  return {
    async handleMessage() {
      // Taken while stopping, it is left to the reconciler: the row is still queued.
      if (stopping.signal.aborted) return undefined;
      const handled = handle();
      handling.add(handled);
      const result = await handled;
      handling.delete(handled);
      return result;
    },
    runs: (jobId) => [...running].some(({ attempt }) => attempt.jobId === jobId),
    enqueueAgain,
    handOver() {
      for (const one of running) one.stop(config.graceMs);
    },
    async stop(graceMs) {
      stopping.abort();
      for (const one of running) one.stop(graceMs * TRAINERS_SHARE);
      const leaving = setTimeout(() => {
        for (const one of running) one.leave();
      }, graceMs * STORES_SHARE);
      await Promise.all(handling);
      clearTimeout(leaving);
    },
  };
}
