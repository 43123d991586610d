import { createHash } from 'node:crypto';
import path from 'node:path';
import { type Engine, openEngine } from '@yoto/engine';
import { type ImageCodec, openCodec } from '@yoto/tasks/compression-codec';
import { readInput } from './codec-files.ts';
import type { CompressRequest, DecompressRequest } from './codec-request.ts';

/** The model of a request on its engine, for as long as `use` takes. Its fingerprint is that of the checkpoint file. */
export async function withCodec<T>(
  request: CompressRequest | DecompressRequest,
  use: (codec: ImageCodec, engine: Engine) => Promise<T>,
): Promise<T> {
  const checkpoint = await readInput(request.model);
  const fingerprint = createHash('sha256').update(checkpoint).digest('hex');
  const modelId = request.modelId ?? path.basename(request.model).slice(-100);
  const { threads, nativeDir } = request;
  const engine = await openEngine(request.engine, { threads, nativeDir });
  try {
    const codec = openCodec(checkpoint, { modelId, fingerprint });
    try {
      return await use(codec, engine);
    } finally {
      codec.dispose();
    }
  } finally {
    await engine.dispose();
  }
}
