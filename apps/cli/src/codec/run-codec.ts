/** Has the worker compress or decompress: it alone has the engines. */
import { AppError } from '@yoto/core';
import { z } from 'zod';
import { runWorkerCommand } from '../engine/worker-command.ts';
import { CODEC_ENTRY } from '../local-stack/places.ts';

const Common = { engine: z.string(), width: z.int(), height: z.int(), lambda: z.number(), bytes: z.int() };

export const Compressed = z.object({
  ...Common,
  bitsPerPixel: z.number(),
  estimatedBitsPerPixel: z.number(),
  trials: z.int(),
  reachedTarget: z.boolean().nullable(),
  compressSeconds: z.number(),
  verified: z.object({ psnr: z.number(), decompressSeconds: z.number() }).nullable(),
  changes: z.array(z.string()),
});
export type Compressed = z.infer<typeof Compressed>;

export const Decompressed = z.object({ ...Common, decompressSeconds: z.number() });
export type Decompressed = z.infer<typeof Decompressed>;

export const Inspected = z.object({ modelId: z.string(), modelFingerprint: z.string() });

/** Sends one request and returns what the process prints under `name`. Throws the error that it prints. */
export async function runCodec<S extends z.ZodType>(
  { name, answer }: { name: 'compressed' | 'decompressed' | 'inspected'; answer: S },
  request: object,
  environment: NodeJS.ProcessEnv,
): Promise<z.output<S>> {
  let found: { value: z.output<S> } | undefined;
  const ending = await runWorkerCommand({
    entry: CODEC_ENTRY,
    input: request,
    environment,
    line: z.object({ [name]: answer }),
    onLine: (line) => {
      found = { value: (line as Record<string, z.output<S>>)[name] as z.output<S> };
    },
  });
  if (found) return found.value;
  throw new AppError(
    'crashed',
    `The picture could not be worked on: ${ending ?? 'the process said nothing'}`,
    {
      details: { fix: 'try a smaller picture or another --engine (`yoto doctor` says which work here)' },
    },
  );
}
