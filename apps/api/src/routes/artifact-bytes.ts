/** The stored bytes of an artifact: pictures and models that a job made. */
import { AppError, parseInput } from '@yoto/core';
import type { ArtifactRow } from '@yoto/storage';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';

/** Shown in the page; anything else (an SVG can carry scripts) is only ever saved. */
const SHOWN_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/avif',
]);
/** An address with its hash always has the same bytes. `private`: a proxy that asks for passwords must not keep them. */
export const FOR_EVER = 'private, max-age=31536000, immutable';
const ASK_AGAIN = 'private, no-cache';

export const ArtifactParams = z.strictObject({
  id: z.uuid({ error: 'must be an id (a UUID)' }),
  name: z.string().min(1).max(500),
});
export const ArtifactQuery = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal')
    .optional()
    .meta({ description: 'Only these bytes, which may then be kept for ever; 404 once they are replaced' }),
});

/** Whole files only: they are checked against their hash before the first byte leaves. */
export function artifactBytes(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const { id, name } = parseInput(ArtifactParams, request.params, 'The address');
    const { sha256 } = parseInput(ArtifactQuery, request.query, 'The query');
    const artifact = await context.storage.artifacts.get(id, name);
    if (sha256 !== undefined && sha256 !== artifact.sha256) throw replaced(artifact);
    // Weak: the bytes on the way may be compressed, and are others then.
    response.set('etag', `W/"${artifact.sha256}"`);
    response.set('cache-control', sha256 === undefined ? ASK_AGAIN : FOR_EVER);
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    const { bytes, hash } = await currentBytes(context, artifact).catch((error: unknown) => {
      response.removeHeader('etag');
      response.set('cache-control', 'no-store');
      throw error;
    });
    if (sha256 !== undefined && sha256 !== hash) throw replaced(artifact);
    response.set('etag', `W/"${hash}"`);
    if (!SHOWN_TYPES.has(artifact.mediaType)) response.attachment(name);
    response.set('content-type', artifact.mediaType);
    response.set('content-security-policy', "default-src 'none'; sandbox");
    response.send(bytes);
  };
}

/** Asks once more for a file that was replaced after its row was read, as the log of a running job is. */
export async function currentBytes(
  context: ApiContext,
  artifact: ArtifactRow,
): Promise<{ bytes: Buffer; hash: string }> {
  const what = `the file "${artifact.name}" of job ${artifact.jobId}`;
  try {
    return { bytes: await storedBytes(context, artifact, what), hash: artifact.sha256 };
  } catch (error) {
    const now = await context.storage.artifacts.get(artifact.jobId, artifact.name);
    if (now.key === artifact.key) throw error;
    return { bytes: await storedBytes(context, now, what), hash: now.sha256 };
  }
}

/** Throws `not_found` or `data_corrupt` in the words of whoever asked, who knows nothing of folders and keys. */
export async function storedBytes(
  { artifacts }: ApiContext,
  { key, sha256 }: Pick<ArtifactRow, 'key' | 'sha256'>,
  what: string,
): Promise<Buffer> {
  try {
    return await artifacts.get(key, sha256);
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'not_found') {
      throw new AppError(
        'not_found',
        `The bytes of ${what} are gone from the artifact store: check that API and workers have the same ARTIFACTS`,
        { cause },
      );
    }
    if (cause instanceof AppError && cause.code === 'checkpoint_corrupt') {
      throw new AppError(
        'data_corrupt',
        `The stored bytes of ${what} are damaged (their SHA-256 is not ${sha256}): restore them from a copy`,
        { cause },
      );
    }
    throw cause;
  }
}

const replaced = ({ name, jobId, attempt }: ArtifactRow) =>
  new AppError(
    'not_found',
    `Job ${jobId} has a newer file "${name}" (of attempt ${attempt}): ask for the job again, which has its address`,
  );
