/**
 * The way of an attempt's reports to the stores. While the stores answer, a report is written at once. When they do not,
 * it goes to the attempt's log on disk and training goes on; the log is flushed in order when they are back.
 *
 * INVARIANT: reports reach the stores in the order in which they were written here, one after the other. So a checkpoint
 * row exists only if every point before it is in the database, and what is lost with this process or its disk lies
 * after the last stored checkpoint: the next attempt computes it again, bit by bit.
 */
import { AppError, type AttemptReport, toAppError } from '@yoto/core';
import { isUnavailable } from '../retry-while-unavailable.ts';
import { encodeRecord, type RecordLog } from '../spool/record-log.ts';
import type { SpoolBudget } from '../spool/spool-budget.ts';
import { mergeFirst } from './store-report.ts';

/** A store that has not taken a report by then does not hold up training: the report goes to disk meanwhile. */
const PATIENCE_MS = 1000;

export interface JournalOptions {
  log: RecordLog<AttemptReport>;
  budget: SpoolBudget;
  /** Brings a report to the stores. */
  apply(report: AttemptReport): Promise<void>;
  /** Repeats a write until the stores answer, the attempt is lost or left. */
  persist<T>(write: () => Promise<T>): Promise<T>;
}

export class ReportJournal {
  readonly #options: JournalOptions;
  /** Set while the log has reports, or a report is on its way to the stores that could be overtaken. */
  #flushing: Promise<void> | undefined;
  #failure: { error: unknown } | undefined;
  #takenBytes = 0;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /**
   * Resolves once the report is in the stores or on disk; waits while there is room in neither. One call at a time.
   * @throws what the stores refused, also for an earlier report (`stale_attempt`)
   */
  async write(report: AttemptReport): Promise<void> {
    const { budget } = this.#options;
    while (this.#flushing) {
      if (await this.#keep(report)) return this.#flushRest();
      await Promise.race([this.#flushing, budget.freed()]);
    }
    this.#throwFailure();
    await this.#writeThrough(report);
  }

  /** Resolves once everything is in the stores. @throws as `write` */
  async flushed(): Promise<void> {
    while (this.#flushing) await this.#flushing;
    this.#throwFailure();
  }

  async close(): Promise<void> {
    await this.#options.log.close();
    this.#giveBack();
  }

  async #writeThrough(report: AttemptReport): Promise<void> {
    const { apply, persist } = this.#options;
    const written = tryNow(apply(report));
    if ((await withinPatience(written)) === true) return;
    if (await this.#keep(report)) this.#startFlushing(written);
    else if (!(await written)) await persist(() => apply(report));
  }

  /** Whether the report is on disk now. */
  async #keep(report: AttemptReport): Promise<boolean> {
    const { budget, log } = this.#options;
    const encoded = encodeRecord(report);
    const bytes = encoded.length + ('bytes' in report ? report.bytes : 0);
    if (!budget.take(bytes)) return false;
    try {
      await log.append(encoded);
      this.#takenBytes += bytes;
      return true;
    } catch (error) {
      budget.give(bytes);
      if (toAppError(error).code === 'disk_full') return false;
      throw error;
    }
  }

  /** `first` is the try that the first report of the log has had already. */
  #startFlushing(first: Promise<boolean>): void {
    this.#flushing = this.#flush(first)
      .catch((error) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#flushing = undefined;
        this.#flushRest();
      });
  }

  /** A report may reach the log just when its flush comes to the end. */
  #flushRest(): void {
    if (this.#flushing || this.#failure || this.#options.log.size() === 0) return;
    this.#startFlushing(Promise.resolve(false));
  }

  async #flush(first: Promise<boolean>): Promise<void> {
    const { log, apply, persist } = this.#options;
    if (await first) {
      await log.peek();
      await log.advance(1);
    }
    while (log.size() > 0) {
      const reports = await log.peek();
      if (reports.length === 0)
        throw new AppError('internal', 'The log of the attempt was changed by another');
      const { report, count } = mergeFirst(reports);
      await persist(() => apply(report));
      await log.advance(count);
    }
    this.#giveBack();
  }

  #giveBack(): void {
    this.#options.budget.give(this.#takenBytes);
    this.#takenBytes = 0;
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }
}

/** Whether the stores took it, false when they do not answer; rejects with what they refused. */
function tryNow(writing: Promise<void>): Promise<boolean> {
  const written = writing.then(
    () => true,
    (error) => {
      if (isUnavailable(error)) return false;
      throw error;
    },
  );
  // It is awaited later, perhaps after the report went to disk.
  written.catch(() => undefined);
  return written;
}

async function withinPatience(written: Promise<boolean>): Promise<boolean | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), PATIENCE_MS);
  });
  try {
    return await Promise.race([written, late]);
  } finally {
    clearTimeout(timer);
  }
}
