/**
 * The log of an attempt: what its trainer prints and what is worth telling of its reports. Each line goes to the attempt's
 * folder at once, where it survives the worker, and every few seconds while there is news to the artifact store; the last of
 * it goes there with the ending.
 */
import { appendFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import {
  type AttemptEnding,
  type AttemptReport,
  formatBytes,
  formatCount,
  formatLogLine,
  formatPlural,
  formatRounded,
  JOB_LOG,
  type LogSource,
  logBuffer,
  logEndingText,
} from '@yoto/core';

/** How long a line waits at most before others can read it. */
const STORE_EVERY_MS = 3000;
/** What trainers report often is told so often at most: a log is limited. */
const SAME_KIND_EVERY_MS = 10_000;
const OFTEN: ReadonlySet<AttemptReport['type']> = new Set(['progress', 'checkpoint', 'evaluations']);
/** An upload that hangs must not keep the ending of the attempt from the disk. */
const PATIENCE_MS = 1000;

export interface AttemptLog {
  printed(line: string, source: Exclude<LogSource, 'yoto'>): void;
  /** What the worker has to say. */
  tell(text: string): void;
  reported(report: AttemptReport): void;
  /** The log of the attempts before; nothing is written until it is known. */
  goOnAfter(earlier: string): void;
  /** The last lines are in the folder then. Without an ending: the job was taken from the attempt. */
  close(ending: AttemptEnding | undefined): Promise<void>;
}

export interface AttemptLogOptions {
  attempt: number;
  /** The attempt's own folder. */
  folder: string;
  /** Takes out of a text what only the worker's owner may know. */
  conceal(text: string): string;
  /** Brings the file in the folder to the stores. */
  store(): Promise<void>;
  /** A log that cannot be written is no reason for an attempt to fail. */
  onError(error: unknown): void;
}

export function openAttemptLog({ attempt, folder, conceal, store, onError }: AttemptLogOptions): AttemptLog {
  const onDisk = logFile(path.join(folder, JOB_LOG), onError);
  let buffer: ReturnType<typeof logBuffer> | undefined;
  let waiting: string[] = [];
  let hasNews = false;
  let isClosed = false;
  let storing: Promise<void> | undefined;
  const toldAt = new Map<AttemptReport['type'], number>();

  function add(source: LogSource, text: string): void {
    // A trainer that is kept for another job may go on talking.
    if (isClosed) return;
    const line = formatLogLine({ at: new Date().toISOString(), attempt, source, text: plain(conceal(text)) });
    hasNews = true;
    if (!buffer) {
      waiting.push(line);
      return;
    }
    buffer.add(line);
    onDisk.append(line);
  }
  const write = () => onDisk.replace(() => buffer?.text());
  async function storeNews(): Promise<void> {
    if (!buffer || !hasNews) return;
    hasNews = false;
    try {
      await write();
      await store();
    } catch (error) {
      hasNews = true;
      onError(error);
    }
  }
  const timer = setInterval(() => {
    storing ??= storeNews().finally(() => {
      storing = undefined;
    });
  }, STORE_EVERY_MS).unref();

  return {
    printed: (line, source) => add(source, line),
    tell: (text) => add('yoto', text),
    reported(report) {
      if (OFTEN.has(report.type)) {
        if (Date.now() - (toldAt.get(report.type) ?? 0) < SAME_KIND_EVERY_MS) return;
        toldAt.set(report.type, Date.now());
      }
      const text = reportText(report);
      if (text !== undefined) add('yoto', text);
    },
    goOnAfter(earlier) {
      buffer = logBuffer(earlier);
      for (const line of waiting) buffer.add(line);
      waiting = [];
      write().catch(onError);
    },
    async close(ending) {
      clearInterval(timer);
      add('yoto', logEndingText(ending));
      isClosed = true;
      await Promise.race([storing, sleep(PATIENCE_MS, undefined, { ref: false })]);
      await write().catch(onError);
    },
  };
}

/** The file in the attempt's folder. */
function logFile(file: string, onError: (error: unknown) => void) {
  /** Lines that it has not yet. */
  let unwritten: string[] = [];
  let writing = Promise.resolve();
  /** One after the other: what is written whole is not appended again. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const written = writing.then(work);
    writing = written.catch(() => undefined);
    return written;
  }
  async function appendAll(): Promise<void> {
    const lines = unwritten;
    unwritten = [];
    if (lines.length > 0) await appendFile(file, `${lines.join('\n')}\n`);
  }
  return {
    append(line: string): void {
      unwritten.push(line);
      if (unwritten.length === 1) inTurn(appendAll).catch(onError);
    },
    /** With the whole log, which is kept within its limits; with nothing as long as that is not known. */
    replace: (whole: () => string | undefined): Promise<void> =>
      inTurn(async () => {
        const text = whole();
        if (text === undefined) return;
        unwritten = [];
        await writeFile(`${file}.part`, text);
        await rename(`${file}.part`, file);
      }),
  };
}

/** Without colours and other control characters; of a line that overwrites itself, the last state. */
function plain(text: string): string {
  const shown = stripVTControlCharacters(text).replace(/\r+$/, '').split('\r').at(-1) ?? '';
  return shown.replace(/(?!\t)\p{Cc}/gu, '');
}

/** Undefined for what is seen elsewhere: points are curves, artifacts are files. */
function reportText(report: AttemptReport): string | undefined {
  switch (report.type) {
    case 'progress':
      return `Step ${formatCount(report.step)}, ${formatRounded(report.examplesPerSecond)} examples/s`;
    case 'data':
      return `Data: ${report.data.description}`;
    case 'evaluations':
      return (
        report.points[0] &&
        `Evaluated at step ${formatCount(report.points[0].step)}: ${formatPlural(report.points.length, 'point')}`
      );
    case 'checkpoint':
      return `Checkpoint of step ${formatCount(report.step)} (${formatBytes(report.bytes)})`;
    case 'event':
      return report.message;
    default:
      return undefined;
  }
}
