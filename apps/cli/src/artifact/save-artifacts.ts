/** Stored files of a job, as files of this machine. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Client } from '@yoto/client';
import { AppError, type ArtifactDetail, JOB_LOG } from '@yoto/core';
import { writeWhole } from '@yoto/host';

/**
 * Downloads each artifact to its name below `folder`, checked against its hash; a file is there in full or not at all.
 * Returns the files' paths. Throws `data_corrupt`, `invalid_input` (a folder that cannot be written), `disk_full`.
 */
export async function saveArtifacts(
  client: Client,
  jobId: string,
  artifacts: readonly ArtifactDetail[],
  folder: string,
): Promise<string[]> {
  const files: string[] = [];
  for (const { name, sha256 } of artifacts) {
    const file = fileOf(folder, name);
    // A log grows while its job runs: whatever it is by now is meant.
    const query = name === JOB_LOG ? {} : { sha256 };
    const bytes = await client.getArtifact({ params: { id: jobId, name }, query });
    if (query.sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256) {
      throw new AppError('data_corrupt', `"${name}" arrived damaged (its SHA-256 is not ${sha256})`, {
        details: { fix: 'download it again' },
      });
    }
    await writeWhole(file, bytes, 'name a folder that you may write: --download DIR');
    files.push(file);
  }
  return files;
}

/** Names come from tasks: none may lead out of the folder. */
export function fileOf(folder: string, name: string): string {
  const root = path.resolve(folder);
  const file = path.resolve(root, name);
  if (file.startsWith(root + path.sep)) return file;
  throw new AppError('invalid_input', `The artifact "${name}" would be written outside ${root}`, {
    details: { fix: 'get it from the dashboard, or from the address that --json prints' },
  });
}
