/** Files of a job, its checkpoints and artifacts, between an attempt's folder, the artifact store and the rows. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, JOB_LOG } from '@yoto/core';
import type { ArtifactStore, AttemptRef, Storage } from '@yoto/storage';
import type { Logger } from 'pino';

export interface Stores {
  storage: Storage;
  artifacts: ArtifactStore;
  /** How many of the newest are kept, besides the best. */
  checkpointsKept: number;
}

/**
 * Files the trainer's checkpoint, records it, then forgets old ones: at no time is there no good one.
 */
export async function storeCheckpoint(
  { storage, artifacts, checkpointsKept }: Stores,
  attempt: AttemptRef,
  written: { step: number; score: number | null; file: string },
): Promise<void> {
  // The attempt is part of the key: a worker that was taken over cannot overwrite its successor's file.
  const key = `jobs/${attempt.jobId}/checkpoints/step-${written.step}-attempt-${attempt.attempt}.safetensors`;
  const stored = await putIfThere(artifacts, key, written.file);
  if (!stored) return;
  await storage.checkpoints.record(attempt, { step: written.step, score: written.score, key, ...stored });
  for (const old of await storage.checkpoints.prune(attempt.jobId, checkpointsKept)) {
    await artifacts.delete(old);
  }
}

/** The newest undamaged checkpoint of a job, written to `file`; undefined when there is none. */
export async function findCheckpoint(
  { storage, artifacts }: Pick<Stores, 'storage' | 'artifacts'>,
  jobId: string,
  file: string,
  log: Logger,
): Promise<{ file: string; step: number } | undefined> {
  for (const row of await storage.checkpoints.list(jobId)) {
    try {
      const bytes = await artifacts.get(row.key, row.sha256);
      await writeFile(file, bytes);
      return { file, step: row.step };
    } catch (error) {
      const damaged = error instanceof AppError && ['checkpoint_corrupt', 'not_found'].includes(error.code);
      if (!damaged) throw error;
      log.warn({ err: error, step: row.step }, 'a checkpoint is missing or damaged; trying the one before');
    }
  }
  return undefined;
}

/** Files and records the trainer's artifact. */
export async function storeArtifact(
  { storage, artifacts }: Pick<Stores, 'storage' | 'artifacts'>,
  attempt: AttemptRef,
  written: { name: string; mediaType: string; file: string },
): Promise<void> {
  const { name, mediaType } = written;
  const key = artifactKey(attempt, name);
  const stored = await putIfThere(artifacts, key, written.file);
  if (stored) await storage.artifacts.record(attempt, { name, mediaType, key, ...stored });
}

/**
 * Files the log in the attempt's folder in place of the job's last one. Each has a key of its own: until its row is written,
 * readers have the old one whole; what a death leaves behind is collected as garbage. An attempt whose job was cancelled may
 * still store it.
 * @throws AppError `stale_attempt` (another attempt of the job has begun, or the job was deleted)
 */
export async function storeLog(
  { storage, artifacts }: Pick<Stores, 'storage' | 'artifacts'>,
  attempt: AttemptRef,
  folder: string,
): Promise<void> {
  const key = `${artifactKey(attempt, 'log')}-${randomUUID()}.txt`;
  const stored = await putIfThere(artifacts, key, path.join(folder, JOB_LOG));
  if (!stored) return;
  const before = await ifFound(storage.artifacts.get(attempt.jobId, JOB_LOG));
  try {
    await storage.artifacts.recordLog(attempt, {
      name: JOB_LOG,
      mediaType: 'text/plain; charset=utf-8',
      key,
      ...stored,
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'stale_attempt') await artifacts.delete(key);
    throw error;
  }
  if (before) await artifacts.delete(before.key);
}

/** The log that earlier attempts of the job left; empty where there is none that can be read. */
export async function earlierLog(
  { storage, artifacts }: Pick<Stores, 'storage' | 'artifacts'>,
  jobId: string,
): Promise<string> {
  const row = await ifFound(storage.artifacts.get(jobId, JOB_LOG));
  const bytes = row && (await ifFound(artifacts.get(row.key, row.sha256)));
  return bytes?.toString() ?? '';
}

async function ifFound<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && ['not_found', 'checkpoint_corrupt'].includes(error.code))
      return undefined;
    throw error;
  }
}

/**
 * The attempt is part of the key: a worker that was taken over cannot overwrite its successor's file. What keys do not
 * allow is escaped, so that two names never meet in one key: `kl=4` is stored as `kl_3d4`.
 */
export function artifactKey({ jobId, attempt }: AttemptRef, name: string): string {
  const escaped = name.replaceAll(
    /[^A-Za-z0-9./-]/gu,
    (character) => `_${character.codePointAt(0)?.toString(16)}`,
  );
  return `jobs/${jobId}/artifacts/attempt-${attempt}/${escaped}`;
}

/** Undefined when the file is no longer there: it was filed before. */
async function putIfThere(artifacts: ArtifactStore, key: string, file: string) {
  try {
    return await artifacts.put(key, { path: file });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}
