/** Where the reports of one attempt go: to the stores, or to disk while those are away; in the end its outcome. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type AttemptEnding, type AttemptReport, JOB_LOG } from '@yoto/core';
import type { AttemptRef, JobRow } from '@yoto/storage';
import type { Logger } from 'pino';
import { retryWhileUnavailable } from '../retry-while-unavailable.ts';
import { openRecordLog } from '../spool/record-log.ts';
import type { SpoolBudget } from '../spool/spool-budget.ts';
import type { Stores } from './job-files.ts';
import { ReportJournal } from './report-journal.ts';
import { LOG_FILE, storeReport } from './store-report.ts';

export interface ReportSink {
  readonly attempt: AttemptRef;
  /** Last step that the trainer reported. */
  step(): number;
  /** Training goes on from a checkpoint of this step. */
  resumeAt(step: number): Promise<void>;
  /** How the trainer said that it ended; undefined while it has not. */
  ending(): AttemptEnding | undefined;
  /**
   * Takes one report of the trainer: in the stores or on disk when it resolves, but for the ending, which waits for
   * `conclude`.
   * @throws AppError `stale_attempt` (the job belongs to another attempt by now), `trainer_protocol` (it names a file that
   * is not there as it says)
   */
  handle(report: AttemptReport): Promise<void>;
  /** Writes the outcome; undefined when the job no longer belonged to this attempt, or when it was left. */
  conclude(ending: AttemptEnding): Promise<JobRow | undefined>;
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

export interface ReportSinkOptions {
  attempt: AttemptRef;
  stores: Stores;
  /** The attempt's own folder. */
  folder: string;
  budget: SpoolBudget;
  log: Logger;
}

export async function openReportSink(options: ReportSinkOptions): Promise<ReportSink> {
  const { attempt, stores, folder, budget, log } = options;
  const lost = new AbortController();
  const left = new AbortController();
  const over = AbortSignal.any([lost.signal, left.signal]);
  let step = 0;
  let ending: AttemptEnding | undefined;
  let after: JobRow | undefined;
  let isEnding = false;
  const persist = <T>(write: () => Promise<T>) =>
    retryWhileUnavailable(write, {
      signal: over,
      onWait: (error) => log.warn({ err: error }, 'the stores do not answer; results wait on disk'),
    });
  const { log: reports } = await openRecordLog<AttemptReport>(path.join(folder, LOG_FILE));
  const journal = new ReportJournal({
    log: reports,
    budget,
    persist,
    async apply(report) {
      if (report.type === 'ending') isEnding = true;
      after = await storeReport(stores, attempt, folder, report);
    },
  });

  async function handle(report: AttemptReport): Promise<void> {
    switch (report.type) {
      case 'progress':
        step = report.step;
        return log.debug(report, 'progress');
      case 'ending':
        ending ??= report;
        return;
      case 'checkpoint':
      case 'artifact':
        await requireFile(folder, report);
        return journal.write(report);
      default:
        return journal.write(report);
    }
  }

  async function conclude(final: AttemptEnding): Promise<JobRow | undefined> {
    if (lost.signal.aborted) return undefined;
    try {
      await journal.write(final);
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

type FileReport = Extract<AttemptReport, { type: 'checkpoint' | 'artifact' }>;

async function requireFile(folder: string, report: FileReport): Promise<void> {
  const { file, bytes } = report;
  if ('name' in report && report.name === JOB_LOG) {
    const why = "which is the name of the job's own log";
    throw new AppError('trainer_protocol', `The trainer reported an artifact called ${JOB_LOG}, ${why}`);
  }
  const found = await stat(path.join(folder, file)).catch(() => undefined);
  if (found?.isFile() && found.size === bytes) return;
  const what = found ? `has ${found.size} bytes, not ${bytes}` : 'does not exist';
  throw new AppError('trainer_protocol', `The trainer reported a file that ${what}: ${file}`);
}

const isOvertaken = (error: unknown) => error instanceof AppError && error.code === 'stale_attempt';
