/** What the stores take of an attempt's reports. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { AttemptReport } from '@yoto/core';
import type { AttemptRef, JobRow } from '@yoto/storage';
import { isUnavailable } from '../retry-while-unavailable.ts';
import { type Stores, storeArtifact, storeCheckpoint, storeLog } from './job-files.ts';

/** The reports of an attempt that wait for the stores, in its folder. */
export const LOG_FILE = 'records.log';

/** Points of one statement at most: enough that a long log is written quickly, few enough for one message. */
const POINTS_PER_WRITE = 2000;

/**
 * Brings one report to the stores. Written again, it changes nothing: a log may be flushed twice. Returns the job that an
 * ending left behind.
 * @throws AppError `stale_attempt` once the attempt no longer owns its job
 */
export async function storeReport(
  stores: Stores,
  attempt: AttemptRef,
  folder: string,
  report: AttemptReport,
): Promise<JobRow | undefined> {
  const { jobs, points, events } = stores.storage;
  switch (report.type) {
    case 'data':
      await jobs.recordData(attempt, report.data);
      return undefined;
    case 'metrics':
      await points.writeMetrics(attempt, report.points);
      return undefined;
    case 'evaluations':
      await points.writeEvaluations(attempt, report.points);
      return undefined;
    case 'checkpoint': {
      const file = path.join(folder, report.file);
      await storeCheckpoint(stores, attempt, { ...report, file });
      await rm(file, { force: true });
      return undefined;
    }
    case 'artifact': {
      const file = path.join(folder, report.file);
      await storeArtifact(stores, attempt, { ...report, file });
      await rm(file, { force: true });
      return undefined;
    }
    case 'event':
      await events.add(attempt, { type: report.event, message: report.message });
      return undefined;
    case 'ending': {
      await storeLastLines(stores, attempt, folder);
      const { type: _type, outcome, timings, ...error } = report;
      if (outcome === 'completed') return jobs.complete(attempt, timings);
      return jobs.end(attempt, { outcome, timings, ...error });
    }
    case 'progress':
      // Heartbeats tell the step.
      return undefined;
  }
}

/** Before the ending, after which the attempt may write no more. Only stores that may answer later hold the ending up. */
async function storeLastLines(stores: Stores, attempt: AttemptRef, folder: string): Promise<void> {
  try {
    await storeLog(stores, attempt, folder);
  } catch (error) {
    if (isUnavailable(error)) throw error;
  }
}

/** The first reports as one, as far as one statement can write them, and how many they are. */
export function mergeFirst(reports: readonly AttemptReport[]): { report: AttemptReport; count: number } {
  const [first, ...rest] = reports;
  if (!first) throw new RangeError('there is no report');
  if (first.type !== 'metrics') return { report: first, count: 1 };
  const points = [...first.points];
  let count = 1;
  for (const next of rest) {
    if (next.type !== 'metrics' || points.length + next.points.length > POINTS_PER_WRITE) break;
    points.push(...next.points);
    count++;
  }
  return { report: { type: 'metrics', points }, count };
}
