/** The stored bytes of a checkpoint: the trained model, for programs that use it elsewhere. */
import { AppError, parseInput } from '@yoto/core';
import { modelPart } from '@yoto/training/checkpoint';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { FOR_EVER, storedBytes } from './artifact-bytes.ts';

export const CheckpointParams = z.strictObject({
  id: z.uuid({ error: 'must be an id (a UUID)' }),
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal'),
});

export const CheckpointQuery = z.strictObject({
  part: z.enum(['model'], { error: 'must be "model", or be left out for the whole file' }).optional().meta({
    description:
      "`model`: without the optimiser's state, a third of the size; enough to use the model, not to resume",
  }),
});

/** Whole files only: they are checked against their hash before the first byte leaves. */
export function checkpointBytes(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const { id, hash } = parseInput(CheckpointParams, request.params, 'The address');
    const { part } = parseInput(CheckpointQuery, request.query, 'The query');
    const checkpoints = await context.storage.checkpoints.list(id);
    const found = checkpoints.find(({ sha256 }) => sha256 === hash);
    if (!found) {
      throw new AppError(
        'not_found',
        `Job ${id} has no checkpoint with the SHA-256 ${hash}: old ones are removed; ask for the job again, which lists what is there`,
      );
    }
    const bytes = await storedBytes(context, found, `the checkpoint of job ${id} after ${found.step} steps`);
    response.set('cache-control', FOR_EVER);
    response.set('content-security-policy', "default-src 'none'; sandbox");
    response.attachment(`step-${found.step}${part ? `-${part}` : ''}.safetensors`);
    response.set('content-type', 'application/octet-stream');
    response.send(part === 'model' ? Buffer.from(modelPart(bytes)) : bytes);
  };
}
