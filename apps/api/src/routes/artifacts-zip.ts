/** All stored files of a job as one ZIP, which is written while it is sent: one file at a time is in memory. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, parseInput } from '@yoto/core';
import type { ArtifactRow } from '@yoto/storage';
import type { RequestHandler } from 'express';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { currentBytes } from './artifact-bytes.ts';

export const ArtifactsZipParams = z.strictObject({ id: z.uuid({ error: 'must be an id (a UUID)' }) });

/** What is worth compressing: weights are as good as random, and pictures are compressed already. */
const COMPRESSED_TYPES = /^text\/|json|svg/;

/**
 * Each file is checked against its hash before it is added. An error of the first one is told; one that comes later breaks the
 * connection off, so that nobody takes half of the files for all.
 */
export function artifactsZip(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const { id } = parseInput(ArtifactsZipParams, request.params, 'The address');
    const artifacts = await context.storage.artifacts.list(id);
    const [first] = artifacts;
    if (!first) throw new AppError('not_found', `There is no job ${id} that has stored files`);
    const firstBytes = (await currentBytes(context, first)).bytes;
    const zip = new ZipFile();
    for (const artifact of artifacts)
      add(zip, artifact, async () =>
        artifact === first ? firstBytes : (await currentBytes(context, artifact)).bytes,
      );
    zip.end();
    response.attachment(`job-${id.slice(0, 8)}.zip`);
    response.set('content-type', 'application/zip');
    response.set('cache-control', 'private, no-cache');
    const stop = (error: unknown) => response.destroy(error instanceof Error ? error : undefined);
    zip.on('error', stop);
    await pipeline(zip.outputStream, response).catch((error: unknown) => {
      // Whoever asked has gone, or has been told by the broken connection.
      context.log.warn({ err: error, jobId: id }, 'The ZIP of a job was not sent to its end');
    });
  };
}

function add(zip: ZipFile, { name, mediaType, createdAt }: ArtifactRow, read: () => Promise<Buffer>): void {
  const options = { mtime: createdAt, compress: COMPRESSED_TYPES.test(mediaType) };
  zip.addReadStreamLazy(name, options, (give) => {
    read().then(
      (bytes) => give(null, Readable.from([bytes])),
      (error: unknown) => give(error, Readable.from([])),
    );
  });
}
