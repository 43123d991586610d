import { createHash } from 'node:crypto';
import type { Engine } from '@yoto/engine';
import type { TaskCommandContext } from '@yoto/training';
import type { CommandModel } from '../../commands/model-of.ts';
import { type ImageCodec, openCodec } from '../codec/open-codec.ts';

/** The model on the engine, for as long as `use` takes. Its fingerprint is that of the checkpoint file. */
export async function withCodec<T>(
  { files, openEngine }: Pick<TaskCommandContext, 'files' | 'openEngine'>,
  { file, modelId }: CommandModel,
  use: (codec: ImageCodec, engine: Engine) => Promise<T>,
): Promise<T> {
  const checkpoint = await files.read(file);
  const fingerprint = createHash('sha256').update(checkpoint).digest('hex');
  const engine = await openEngine();
  const codec = openCodec(checkpoint, { modelId, fingerprint });
  try {
    return await use(codec, engine);
  } finally {
    codec.dispose();
  }
}
