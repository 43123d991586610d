/** `yoto decompress`: from a file to a picture. */
import { readContainer } from '@yoto/codec';
import { parseInput } from '@yoto/core';
import { encodePng } from '@yoto/datasets';
import type { TaskCommand } from '@yoto/training';
import { z } from 'zod';
import { outputFile, shownPath } from '../../commands/output-file.ts';
import { decompressReport } from './reports.ts';
import { DECODED_ENDING } from './specs.ts';
import { withCodec } from './with-codec.ts';

const Options = z.strictObject({
  out: z.string().optional(),
  model: z.string().optional(),
  force: z.boolean(),
});

export interface DecompressReport {
  engine: string;
  width: number;
  height: number;
  lambda: number;
  bytes: number;
  /** From the file to pixels. */
  decompressSeconds: number;
}

/** Writes a PNG. Throws `bitstream_invalid` for a file that is damaged or of another model. */
export const decompress: TaskCommand = async (context) => {
  const { file: written = '' } = context.arguments;
  const options = parseInput(Options, context.options, 'The options');
  const out = await outputFile([written], DECODED_ENDING, options);
  const file = await context.files.read(written);
  // The file says which model it needs.
  const { modelId, modelFingerprint: fingerprint } = readContainer(file);
  const model = options.model ?? (await context.models.find({ jobId: modelId, fingerprint }));
  const report = await withCodec(context, { file: model, modelId }, async (codec, engine) => {
    const start = performance.now();
    const { picture, lambda } = await codec.decompress(file);
    const decompressSeconds = (performance.now() - start) / 1000;
    const { width, height, data } = picture;
    await context.files.write(out, await encodePng(data, width, height, 3));
    return { engine: engine.name, width, height, lambda, bytes: file.length, decompressSeconds };
  });
  return { text: decompressReport(shownPath(out), report), json: { file: out, ...report } };
};
