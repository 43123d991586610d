/** Checkpoints between a trainer's folder, the artifact store and the rows. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@yoto/core';
import type { ArtifactStore, AttemptRef, Storage } from '@yoto/storage';
import type { Logger } from 'pino';

/** The newest and the one before, in case the newest turns out to be damaged. */
export const CHECKPOINTS_KEPT = 2;

interface Stores {
  storage: Storage;
  artifacts: ArtifactStore;
}

/** Files the trainer's checkpoint, records it, then forgets the oldest: at no time is there no good one. */
export async function storeCheckpoint(
  { storage, artifacts }: Stores,
  attempt: AttemptRef,
  written: { step: number; file: string },
  keep: number,
): Promise<void> {
  // The attempt is part of the key: a worker that was taken over cannot overwrite its successor's file.
  const key = `jobs/${attempt.jobId}/checkpoints/step-${written.step}-attempt-${attempt.attempt}.safetensors`;
  const { sha256, bytes } = await artifacts.put(key, { path: written.file });
  await storage.checkpoints.record(attempt, { step: written.step, key, sha256, bytes });
  for (const old of await storage.checkpoints.prune(attempt.jobId, keep)) await artifacts.delete(old);
  await rm(written.file, { force: true });
}

/** The newest undamaged checkpoint of a job as a file in `workDir`; undefined when there is none. */
export async function findCheckpoint(
  { storage, artifacts }: Stores,
  jobId: string,
  workDir: string,
  log: Logger,
): Promise<{ file: string; step: number } | undefined> {
  for (const row of await storage.checkpoints.list(jobId)) {
    try {
      const bytes = await artifacts.get(row.key, row.sha256);
      const file = path.join(workDir, 'resume.safetensors');
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
