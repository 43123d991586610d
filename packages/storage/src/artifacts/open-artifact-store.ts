import { AppError } from '@yoto/core';
import { isArtifactKey } from './artifact-key.ts';
import { schemeOf } from './artifact-location.ts';
import type { ArtifactStore } from './artifact-store.ts';
import { openFileArtifactStore } from './file-artifact-store.ts';
import type { S3Location, S3Options } from './s3-artifact-store.ts';

/** As AWS names buckets; servers that speak its protocol allow no more. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * The store at `location`: `s3://bucket/prefix` or the path of a folder.
 * @throws AppError `config_invalid` (nothing that can be used there), `server_unreachable`
 */
export async function openArtifactStore(location: string, s3: S3Options = {}): Promise<ArtifactStore> {
  const scheme = schemeOf(location);
  if (location === '' || (scheme !== undefined && scheme !== 's3')) throw notALocation(location);
  if (scheme === undefined) return openFileArtifactStore(location);
  const parsed = parseS3Location(location);
  checkEndpoint(s3.endpoint);
  // The client is large, and most installations do without it.
  const { openS3ArtifactStore } = await import('./s3-artifact-store.ts');
  return openS3ArtifactStore(parsed, s3);
}

/** `s3://bucket/some/prefix/` names the bucket and, without slashes at its ends, the prefix. */
function parseS3Location(location: string): S3Location {
  const [bucket = '', ...segments] = location.slice('s3://'.length).replace(/\/+$/, '').split('/');
  const prefix = segments.join('/');
  if (!BUCKET.test(bucket) || (prefix !== '' && !isArtifactKey(prefix))) throw notALocation(location);
  return { bucket, prefix };
}

function checkEndpoint(endpoint: string | undefined): void {
  if (endpoint === undefined) return;
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return;
  throw new AppError(
    'config_invalid',
    `S3_ENDPOINT is not a URL ("${endpoint.slice(0, 100)}"): write it as https://host:port`,
  );
}

function notALocation(location: string): AppError {
  return new AppError(
    'config_invalid',
    `Files cannot be stored at "${location.slice(0, 100)}": write ARTIFACTS as a folder or as s3://bucket/prefix ` +
      '(letters, digits, "-", "_" and "." in the prefix)',
  );
}
