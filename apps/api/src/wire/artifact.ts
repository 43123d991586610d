import { API_PREFIX, ARTIFACT_PATH, type ArtifactDetail, JOB_LOG, type SweepArtifact } from '@yoto/core';
import type { ArtifactRow } from '@yoto/storage';
import { timestamp } from './timestamp.ts';

export const artifactDetail = (row: ArtifactRow): ArtifactDetail => ({
  name: row.name,
  mediaType: row.mediaType,
  sha256: row.sha256,
  bytes: row.bytes,
  attempt: row.attempt,
  createdAt: timestamp(row.createdAt),
  url: artifactUrl(row),
});

export const sweepArtifact = (row: ArtifactRow): SweepArtifact => ({
  ...artifactDetail(row),
  jobId: row.jobId,
});

/**
 * With the hash of its bytes, so that browsers may keep them: another file has another address. Not of a log, which grows
 * while one looks at the page.
 */
export function artifactUrl({ jobId, name, sha256 }: ArtifactRow): string {
  const path = ARTIFACT_PATH.replace(':id', jobId).replace(':name', () => encodeURIComponent(name));
  return name === JOB_LOG ? API_PREFIX + path : `${API_PREFIX}${path}?sha256=${sha256}`;
}
