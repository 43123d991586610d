import { AppError } from '@yoto/core';
import { readPicture } from '@yoto/datasets';
import {
  type CompressedPicture,
  compressToSize,
  type ImageCodec,
  pictureDifference,
  type RgbPicture,
} from '@yoto/tasks/compression-codec';
import { writeOutput } from './codec-files.ts';
import type { CompressRequest } from './codec-request.ts';
import { withCodec } from './with-codec.ts';

export interface CompressReport {
  engine: string;
  width: number;
  height: number;
  lambda: number;
  bytes: number;
  bitsPerPixel: number;
  /** Of the file: its header, and what the rate term of an evaluation says. */
  estimatedBitsPerPixel: number;
  /** How many files were made on the way to the size that was asked for. */
  trials: number;
  /** Whether the file is about as large as was asked for; null when no size was asked for. */
  reachedTarget: boolean | null;
  /** From pixels to a file. */
  compressSeconds: number;
  /** What decoding the file again gave; null when it was not asked for. */
  verified: { psnr: number; decompressSeconds: number } | null;
  /** What of the picture's file is not in its pixels. */
  changes: string[];
}

/** Writes the compressed picture to `out`, once it is known to be readable. Throws what `ImageCodec` and `readPicture` do. */
export async function compressFile(request: CompressRequest): Promise<CompressReport> {
  return withCodec(request, async (codec, engine) => {
    const { width, height, bytes: data, changes } = await readPicture(request.image, codec);
    const picture = { width, height, data };
    const start = performance.now();
    const { trials, reachedTarget, ...compressed } = await compress(codec, picture, request);
    const compressSeconds = (performance.now() - start) / 1000 / trials;
    const verified = request.verify ? await verify(codec, picture, compressed) : null;
    await writeOutput(request.out, compressed.file);
    return {
      ...{ engine: engine.name, width, height, lambda: compressed.lambda, bytes: compressed.file.length },
      bitsPerPixel: compressed.bits / width / height,
      estimatedBitsPerPixel: compressed.estimatedBits / width / height,
      ...{ trials, reachedTarget, compressSeconds, verified, changes },
    };
  });
}

async function compress(
  codec: ImageCodec,
  picture: RgbPicture,
  { lambda, bitsPerPixel }: CompressRequest,
): Promise<CompressedPicture & Pick<CompressReport, 'trials' | 'reachedTarget'>> {
  if (bitsPerPixel !== undefined) return compressToSize(codec, picture, bitsPerPixel);
  const { min, max } = codec.limits;
  if (lambda === undefined && min !== max) {
    throw new AppError(
      'invalid_input',
      `This model covers weights from ${min} to ${max}: say which with --lambda, or how large the file may be with --bpp`,
    );
  }
  return { ...(await codec.compress(picture, lambda ?? min)), trials: 1, reachedTarget: null };
}

/** Reads the file as anybody else would. Throws `internal` should it hold other integers than were written. */
async function verify(codec: ImageCodec, picture: RgbPicture, { file, latents }: CompressedPicture) {
  const start = performance.now();
  const decoded = await codec.decompress(file);
  const decompressSeconds = (performance.now() - start) / 1000;
  const isSame = (name: keyof typeof latents) =>
    latents[name].every((value, index) => decoded.latents[name][index] === value);
  if (!isSame('latents') || !isSame('hyperLatents')) {
    throw new AppError('internal', 'The file was read again and holds something else: it is not written');
  }
  return { psnr: pictureDifference(picture, decoded.picture), decompressSeconds };
}
