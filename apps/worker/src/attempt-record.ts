/** What one attempt writes to the stores: each report of its trainer, and in the end its outcome. */
import { AppError } from '@yoto/core';
import type { ArtifactStore, AttemptRef, JobRow, Storage } from '@yoto/storage';
import type { Logger } from 'pino';
import { outcomeOfError, type UnfinishedOutcome } from './attempt-ending.ts';
import { CHECKPOINTS_KEPT, storeCheckpoint } from './checkpoints.ts';
import { retryWhileUnavailable } from './retry-while-unavailable.ts';
import type { TrainerReport } from './trainer-messages.ts';

export type Ending =
  | { type: 'completed'; timings: Record<string, number> }
  | {
      type: 'unfinished';
      outcome: UnfinishedOutcome;
      errorCode?: string;
      errorMessage?: string;
      timings?: Record<string, number>;
    };

export interface AttemptRecord {
  readonly attempt: AttemptRef;
  /** Last step that the trainer reported. */
  step(): number;
  /** Training goes on from a checkpoint of this step. */
  resumeAt(step: number): Promise<void>;
  /** How the trainer said that it ended; undefined while it has not. */
  ending(): Ending | undefined;
  /** Stores one report; throws `stale_attempt` when the job belongs to another attempt by now. */
  handle(report: TrainerReport): Promise<void>;
  /** Writes the outcome; undefined when the job no longer belonged to this attempt. */
  conclude(ending: Ending): Promise<JobRow | undefined>;
  /** Runs a write, repeating it while the database does not answer and the attempt owns its job. */
  persist<T>(write: () => Promise<T>): Promise<T>;
  /** The job was cancelled or taken over: nothing more is written. */
  lose(): void;
  isLost(): boolean;
}

interface Stores {
  storage: Storage;
  artifacts: ArtifactStore;
}

export function openAttemptRecord(job: JobRow, stores: Stores, log: Logger): AttemptRecord {
  const { storage } = stores;
  const attempt: AttemptRef = { jobId: job.id, attempt: job.attempt };
  const lost = new AbortController();
  let step = 0;
  let ending: Ending | undefined;
  const persist = <T>(write: () => Promise<T>) =>
    retryWhileUnavailable(write, {
      signal: lost.signal,
      onWait: (error) => log.warn({ err: error }, 'the database does not answer; holding the results'),
    });

  async function handle(report: TrainerReport): Promise<void> {
    switch (report.type) {
      case 'engine':
        return log.info({ engine: report.name, device: report.device }, 'trainer ready');
      case 'progress':
        step = report.step;
        return log.debug({ step, examplesPerSecond: report.examplesPerSecond }, 'progress');
      case 'metrics':
        return persist(() => storage.points.writeMetrics(attempt, report.points));
      case 'evaluations':
        return persist(() => storage.points.writeEvaluations(attempt, report.points));
      case 'checkpoint':
        return persist(() => storeCheckpoint(stores, attempt, report, CHECKPOINTS_KEPT));
      case 'completed':
        step = job.spec.steps;
        ending = { type: 'completed', timings: report.timings };
        return;
      case 'stopped':
        ending = { type: 'unfinished', outcome: 'preempted', timings: report.timings };
        return;
      case 'failed': {
        const { code: errorCode, message: errorMessage } = report;
        ending = { type: 'unfinished', outcome: outcomeOfError(errorCode), errorCode, errorMessage };
        return;
      }
    }
  }

  async function conclude(final: Ending): Promise<JobRow | undefined> {
    if (lost.signal.aborted) return undefined;
    try {
      if (final.type === 'completed')
        return await persist(() => storage.jobs.complete(attempt, final.timings));
      const { type: _type, ...how } = final;
      return await persist(() => storage.jobs.end(attempt, how));
    } catch (error) {
      const overtaken = error instanceof AppError && error.code === 'stale_attempt';
      if (overtaken || lost.signal.aborted) return undefined;
      throw error;
    }
  }

  return {
    attempt,
    step: () => step,
    ending: () => ending,
    async resumeAt(from) {
      step = from;
      await persist(() => storage.jobs.setResumedFrom(attempt, from));
    },
    handle,
    conclude,
    persist,
    lose: () => lost.abort(),
    isLost: () => lost.signal.aborted,
  };
}
