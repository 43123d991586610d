/** After the death of a worker: what its attempts had on disk is handed over, and their jobs are free at once. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type AttemptEnding, AttemptReport, toAppError } from '@yoto/core';
import type { AttemptRef, JobRow } from '@yoto/storage';
import type { Logger } from 'pino';
import type { Stores } from '../attempt/job-files.ts';
import { LOG_FILE, mergeFirst, storeReport } from '../attempt/store-report.ts';
import { retryWhileUnavailable } from '../retry-while-unavailable.ts';
import { openRecordLog } from './record-log.ts';
import type { SpoolFolder } from './spool-folder.ts';

/** How often a worker tells others that it lives, and looks for what dead ones left in a shared state folder. */
const INTERVAL_MS = 30_000;

export interface RecoveryOptions {
  stores: Stores;
  spool: SpoolFolder;
  log: Logger;
  /** Gets each job that is queued again. */
  onFreed(job: JobRow): Promise<void>;
}

export interface Recovery {
  /** Leaves what is not handed over yet to the next one. */
  stop(): Promise<void>;
}

/** Looks for dead workers' spools now and from time to time. */
export function startRecovery(options: RecoveryOptions): Recovery {
  const stopping = new AbortController();
  let recovering: Promise<void> | undefined;
  const pass = async () => {
    try {
      await options.spool.touch();
      for (const dead of await options.spool.adopt()) {
        if (!stopping.signal.aborted) await recover(dead, options, stopping.signal);
      }
    } catch (error) {
      options.log.warn({ err: error }, 'the spool folder cannot be used');
    }
  };
  const start = () => {
    recovering ??= pass().finally(() => {
      recovering = undefined;
    });
  };
  start();
  const timer = setInterval(start, INTERVAL_MS);
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await recovering;
    },
  };
}

/** Never rejects: what cannot be handed over now stays where it is for the next time. */
async function recover(
  { attempt, folder }: { attempt: AttemptRef; folder: string },
  { stores, onFreed, ...options }: RecoveryOptions,
  signal: AbortSignal,
): Promise<void> {
  const log = options.log.child({ ...attempt });
  try {
    const job = await handOver(stores, attempt, { folder, log, signal });
    log.info({ state: job?.state ?? 'lost' }, 'handed over what a worker left when it died');
    if (job?.state === 'queued') await onFreed(job);
  } catch (error) {
    log.warn({ err: toAppError(error), folder }, 'what a worker left when it died cannot be handed over now');
  }
}

interface DeadAttempt {
  folder: string;
  log: Logger;
  signal: AbortSignal;
}

/** Flushes the attempt's log and ends the attempt; undefined when its job has ended or belongs to another by now. */
async function handOver(
  stores: Stores,
  attempt: AttemptRef,
  { folder, log, signal }: DeadAttempt,
): Promise<JobRow | undefined> {
  const opened = await openRecordLog<unknown>(path.join(folder, LOG_FILE));
  if (opened.cutBytes > 0) {
    log.warn({ cutBytes: opened.cutBytes }, 'the end of the log is torn or was changed; it is cut off');
  }
  const apply = (report: AttemptReport) =>
    retryWhileUnavailable(() => storeReport(stores, attempt, folder, report), {
      signal,
      onWait: (error) => log.warn({ err: error }, 'the stores do not answer'),
    });
  /** The next ones; none at the end, or where another version of the product wrote what this one cannot read. */
  const readable = async (): Promise<AttemptReport[]> => {
    const reports: AttemptReport[] = [];
    for (const written of await opened.log.peek()) {
      const { data } = AttemptReport.safeParse(written);
      if (!data) {
        log.warn('the log has a report that this version cannot read; what follows it is computed again');
        break;
      }
      reports.push(data);
    }
    return reports;
  };
  let job: JobRow | undefined;
  try {
    for (let reports = await readable(); reports.length > 0; reports = await readable()) {
      const { report, count } = mergeFirst(reports);
      job = await apply(report);
      await opened.log.advance(count);
    }
    job ??= await apply(WORKER_DIED);
  } catch (error) {
    if (!isRefused(error)) throw error;
    job = await asItIs(stores, attempt.jobId);
  } finally {
    await opened.log.close();
  }
  await rm(folder, { recursive: true, force: true });
  return job;
}

/** The worker may have died after it ended the attempt and before it said so to the queue. */
async function asItIs({ storage }: Stores, jobId: string): Promise<JobRow | undefined> {
  const job = await storage.jobs.get(jobId).catch((error) => {
    if (isRefused(error)) return undefined;
    throw error;
  });
  return job?.state === 'queued' ? job : undefined;
}

const WORKER_DIED: AttemptEnding = {
  type: 'ending',
  outcome: 'crashed',
  errorCode: 'crashed',
  errorMessage: 'The worker ended without a word',
};

/** The job was taken over, has ended, or was deleted: nothing of this attempt counts any more. */
const isRefused = (error: unknown) =>
  error instanceof AppError && (error.code === 'stale_attempt' || error.code === 'not_found');
