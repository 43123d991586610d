/** What the command line asks of the codec process. */
import { EngineChoice } from '@yoto/core';
import { z } from 'zod';

const Model = {
  /** A checkpoint file. */
  model: z.string().min(1),
  /** Where others find the model: a job's id; by default the name of the checkpoint file. */
  modelId: z.string().min(1).optional(),
  engine: EngineChoice,
  threads: z.int().min(1).max(256),
  nativeDir: z.string(),
};

export const CompressRequest = z.strictObject({
  action: z.literal('compress'),
  ...Model,
  image: z.string().min(1),
  out: z.string().min(1),
  /** Neither: the one of a fixed job. */
  lambda: z.number().positive().optional(),
  bitsPerPixel: z.number().positive().optional(),
  /** Whether to decode the file again, and compare. */
  verify: z.boolean(),
});
export type CompressRequest = z.infer<typeof CompressRequest>;

export const DecompressRequest = z.strictObject({
  action: z.literal('decompress'),
  ...Model,
  file: z.string().min(1),
  out: z.string().min(1),
});
export type DecompressRequest = z.infer<typeof DecompressRequest>;

/** Which model a file needs; loads no engine. */
const InspectRequest = z.strictObject({ action: z.literal('inspect'), file: z.string().min(1) });

export const CodecRequest = z.discriminatedUnion('action', [
  CompressRequest,
  DecompressRequest,
  InspectRequest,
]);
