/** Removes stored files that no row refers to: those of deleted sweeps, and those that a crash kept from a row. */
import type { GarbageReport } from '@yoto/core';
import type { ApiContext } from '../context.ts';
import type { Operation } from './operation.ts';

/** Everything that jobs store lies below it. */
const PREFIX = 'jobs/';
const HOUR_MS = 3_600_000;
/** One question to the database for so many files. */
const FILES_A_BATCH = 500;
/** Enough to hide the latency of an object store, few enough to leave it time for others. */
const REMOVED_AT_ONCE = 8;

interface ListedFile {
  key: string;
  bytes: number;
  modifiedAt: Date;
}

/**
 * A file is garbage when no checkpoint and no artifact refers to it and it is older than the limit: a younger one may
 * be about to be recorded. Whatever the database cannot be asked about stays: its error ends the collection.
 */
export const collectGarbage: Operation<'collectGarbage'> = async (context, { body }) => {
  const { storage, artifacts, log } = context;
  const { dryRun, olderThanHours } = body;
  const report: GarbageReport = {
    dryRun,
    examinedFiles: 0,
    removedFiles: 0,
    removedBytes: 0,
    tooYoungFiles: 0,
  };
  await storage.ping();
  const limit = new Date(Date.now() - olderThanHours * HOUR_MS);
  for await (const files of batchesOf(artifacts.list(PREFIX), FILES_A_BATCH)) {
    report.examinedFiles += files.length;
    const referenced = await storage.artifacts.referenced(files.map((file) => file.key));
    const unreferenced = files.filter((file) => !referenced.has(file.key));
    const garbage = unreferenced.filter((file) => file.modifiedAt <= limit);
    report.tooYoungFiles += unreferenced.length - garbage.length;
    const removed = dryRun ? garbage : await removeAll(context, garbage);
    report.removedFiles += removed.length;
    report.removedBytes += removed.reduce((sum, file) => sum + file.bytes, 0);
  }
  log.info(report, 'garbage collected');
  return report;
};

/** Returns those that were removed. */
async function removeAll(context: ApiContext, garbage: readonly ListedFile[]): Promise<ListedFile[]> {
  const removed: ListedFile[] = [];
  for (let start = 0; start < garbage.length; start += REMOVED_AT_ONCE) {
    const some = garbage.slice(start, start + REMOVED_AT_ONCE);
    const outcomes = await Promise.all(some.map((file) => removeUnlessRecorded(context, file.key)));
    removed.push(...some.filter((_, index) => outcomes[index]));
  }
  return removed;
}

/** Asks once more at the last moment: the row may have been written since the file was listed. */
async function removeUnlessRecorded({ storage, artifacts }: ApiContext, key: string): Promise<boolean> {
  if ((await storage.artifacts.referenced([key])).has(key)) return false;
  await artifacts.delete(key);
  return true;
}

async function* batchesOf<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
