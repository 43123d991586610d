/** What an attempt hands over to the stores, in the order in which it happened. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DataRecord, EvaluationPoint, MetricPoint } from '@yoto/core';
import type { AttemptRef, JobRow } from '@yoto/storage';
import { storeArtifact } from '../artifacts.ts';
import type { Ending } from '../attempt-ending.ts';
import { type CheckpointStores, storeCheckpoint } from '../checkpoints.ts';

/** The log of an attempt, in its folder. */
export const LOG_FILE = 'records.log';

export type SpoolRecord =
  | { type: 'data'; data: DataRecord }
  | { type: 'metrics'; points: MetricPoint[] }
  | { type: 'evaluations'; points: EvaluationPoint[] }
  /** `file` is the name of a file in the attempt's folder, `bytes` its size. */
  | { type: 'checkpoint'; step: number; score: number | null; file: string; bytes: number }
  | { type: 'artifact'; name: string; mediaType: string; file: string; bytes: number }
  | { type: 'event'; event: string; message: string }
  | { type: 'ending'; ending: Ending };

/** Points of one statement at most: enough that a long log is written quickly, few enough for one message. */
const POINTS_PER_WRITE = 2000;

/**
 * Brings one record to the stores. Written again, it changes nothing (an event is told twice): a log may be flushed
 * twice. Returns the job that an ending left behind.
 */
export async function applyRecord(
  stores: CheckpointStores,
  attempt: AttemptRef,
  folder: string,
  record: SpoolRecord,
): Promise<JobRow | undefined> {
  const { jobs, points, events } = stores.storage;
  switch (record.type) {
    case 'data':
      await jobs.recordData(attempt, record.data);
      return undefined;
    case 'metrics':
      await points.writeMetrics(attempt, record.points);
      return undefined;
    case 'evaluations':
      await points.writeEvaluations(attempt, record.points);
      return undefined;
    case 'checkpoint': {
      const file = path.join(folder, record.file);
      await storeCheckpoint(stores, attempt, { ...record, file });
      await rm(file, { force: true });
      return undefined;
    }
    case 'artifact': {
      const file = path.join(folder, record.file);
      await storeArtifact(stores, attempt, { ...record, file });
      await rm(file, { force: true });
      return undefined;
    }
    case 'event':
      await events.add({ jobId: attempt.jobId, type: record.event, message: record.message });
      return undefined;
    case 'ending': {
      if (record.ending.type === 'completed') return jobs.complete(attempt, record.ending.timings);
      const { type: _type, ...how } = record.ending;
      return jobs.end(attempt, how);
    }
  }
}

/** The first records as one, as far as one statement can write them, and how many they are. */
export function mergeFirst(records: readonly SpoolRecord[]): { record: SpoolRecord; count: number } {
  const [first, ...rest] = records;
  if (!first) throw new RangeError('there is no record');
  if (first.type !== 'metrics') return { record: first, count: 1 };
  const points = [...first.points];
  let count = 1;
  for (const next of rest) {
    if (next.type !== 'metrics' || points.length + next.points.length > POINTS_PER_WRITE) break;
    points.push(...next.points);
    count++;
  }
  return { record: { type: 'metrics', points }, count };
}
