import { readContainer } from '@yoto/codec';
import { encodePng } from '@yoto/datasets';
import { readInput, writeOutput } from './codec-files.ts';
import type { DecompressRequest } from './codec-request.ts';
import { withCodec } from './with-codec.ts';

export interface DecompressReport {
  engine: string;
  width: number;
  height: number;
  lambda: number;
  bytes: number;
  /** From the file to pixels. */
  decompressSeconds: number;
}

/** Writes the picture to `out`, a PNG. Throws `bitstream_invalid` for a file that is damaged or of another model. */
export async function decompressFile(request: DecompressRequest): Promise<DecompressReport> {
  const file = await readInput(request.file);
  return withCodec(request, async (codec, engine) => {
    const start = performance.now();
    const { picture, lambda } = await codec.decompress(file);
    const decompressSeconds = (performance.now() - start) / 1000;
    const { width, height, data } = picture;
    await writeOutput(request.out, await encodePng(data, width, height, 3));
    return { engine: engine.name, width, height, lambda, bytes: file.length, decompressSeconds };
  });
}

export interface InspectReport {
  modelId: string;
  /** The first digits of the SHA-256 of the checkpoint file. */
  modelFingerprint: string;
}

/** Which model a file needs. Throws `bitstream_invalid`. */
export async function inspectFile(file: string): Promise<InspectReport> {
  const { modelId, modelFingerprint } = readContainer(await readInput(file));
  return { modelId, modelFingerprint };
}
