/** What one attempt tells the stores: each report of its trainer, and in the end its outcome. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@yoto/core';
import type { AttemptRef, JobRow } from '@yoto/storage';
import type { Logger } from 'pino';
import { type Ending, endingOfReport } from './attempt-ending.ts';
import { AttemptJournal } from './attempt-journal.ts';
import type { CheckpointStores } from './checkpoints.ts';
import { retryWhileUnavailable } from './retry-while-unavailable.ts';
import { openRecordLog } from './spool/record-log.ts';
import type { SpoolBudget } from './spool/spool-budget.ts';
import { applyRecord, LOG_FILE, type SpoolRecord } from './spool/spool-record.ts';
import type { TrainerReport } from './trainer-messages.ts';

export interface AttemptRecord {
  readonly attempt: AttemptRef;
  /** Last step that the trainer reported. */
  step(): number;
  /** Training goes on from a checkpoint of this step. */
  resumeAt(step: number): Promise<void>;
  /** How the trainer said that it ended; undefined while it has not. */
  ending(): Ending | undefined;
  /** Stores one report, or keeps it on disk; throws `stale_attempt` when the job belongs to another attempt by now. */
  handle(report: TrainerReport): Promise<void>;
  /** Writes the outcome; undefined when the job no longer belonged to this attempt, or when it was left. */
  conclude(ending: Ending): Promise<JobRow | undefined>;
  /** Repeats what needs the stores while they do not answer and the attempt is neither lost nor left. */
  persist<T>(write: () => Promise<T>): Promise<T>;
  /** The job was cancelled or taken over: nothing more is written. */
  lose(): void;
  isLost(): boolean;
  /** The outcome was handed to the stores, which may have taken it. */
  isEnding(): boolean;
  /** Waits no longer for stores that do not answer: what is on disk is for the next start of a worker. */
  leave(): void;
  isLeft(): boolean;
  close(): Promise<void>;
}

export interface RecordOptions {
  attempt: AttemptRef;
  stores: CheckpointStores;
  /** The attempt's own folder. */
  folder: string;
  budget: SpoolBudget;
  log: Logger;
}

export async function openAttemptRecord(options: RecordOptions): Promise<AttemptRecord> {
  const { attempt, stores, folder, budget, log } = options;
  const lost = new AbortController();
  const left = new AbortController();
  const over = AbortSignal.any([lost.signal, left.signal]);
  let step = 0;
  let ending: Ending | undefined;
  let after: JobRow | undefined;
  let isEnding = false;
  const persist = <T>(write: () => Promise<T>) =>
    retryWhileUnavailable(write, {
      signal: over,
      onWait: (error) => log.warn({ err: error }, 'the stores do not answer; results wait on disk'),
    });
  const { log: records } = await openRecordLog<SpoolRecord>(path.join(folder, LOG_FILE));
  const journal = new AttemptJournal({
    log: records,
    budget,
    persist,
    async apply(record) {
      if (record.type === 'ending') isEnding = true;
      after = await applyRecord(stores, attempt, folder, record);
    },
  });

  async function handle(report: TrainerReport): Promise<void> {
    const record = await recordOf(report, folder);
    if (record) return journal.write(record);
    switch (report.type) {
      case 'engine':
        return log.info(
          { engine: report.name, version: report.version, device: report.device },
          'trainer ready',
        );
      case 'progress':
        step = report.step;
        return log.debug(report, 'progress');
      default:
        if (report.type === 'completed') step = report.step;
        ending ??= endingOfReport(report);
    }
  }

  async function conclude(final: Ending): Promise<JobRow | undefined> {
    if (lost.signal.aborted) return undefined;
    try {
      await journal.write({ type: 'ending', ending: final });
      await journal.flushed();
      return after;
    } catch (error) {
      if (isOvertaken(error) || over.aborted) return undefined;
      throw error;
    }
  }

  return {
    attempt,
    step: () => step,
    ending: () => ending,
    async resumeAt(from) {
      step = from;
      await persist(() => stores.storage.jobs.setResumedFrom(attempt, from));
    },
    handle,
    conclude,
    persist,
    lose: () => lost.abort(),
    isLost: () => lost.signal.aborted,
    isEnding: () => isEnding,
    leave: () => left.abort(),
    isLeft: () => left.signal.aborted && !lost.signal.aborted,
    close: () => journal.close(),
  };
}

/** What the stores are told of a report, if anything. */
async function recordOf(report: TrainerReport, folder: string): Promise<SpoolRecord | undefined> {
  switch (report.type) {
    case 'data':
    case 'metrics':
    case 'evaluations':
      return report;
    case 'checkpoint':
    case 'artifact': {
      const { size } = await stat(path.join(folder, report.file));
      return { ...report, bytes: size };
    }
    case 'pictures-failed': {
      const message = `The job has no pictures: ${report.message}`;
      return { type: 'event', event: 'pictures_failed', message };
    }
    default:
      return undefined;
  }
}

const isOvertaken = (error: unknown) => error instanceof AppError && error.code === 'stale_attempt';
