/** Files of a job other than its checkpoints, between a trainer's folder, the artifact store and the rows. */
import { AppError } from '@yoto/core';
import type { ArtifactStore, AttemptRef, Storage } from '@yoto/storage';

/** Files and records the trainer's artifact. A file that is no longer there was filed before. */
export async function storeArtifact(
  { storage, artifacts }: { storage: Storage; artifacts: ArtifactStore },
  attempt: AttemptRef,
  written: { name: string; mediaType: string; file: string },
): Promise<void> {
  const { name, mediaType } = written;
  const key = artifactKey(attempt, name);
  const stored = await artifacts.put(key, { path: written.file }).catch((error) => {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  });
  if (stored) await storage.artifacts.record(attempt, { name, mediaType, key, ...stored });
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
