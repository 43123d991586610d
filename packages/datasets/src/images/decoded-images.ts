/**
 * Decodes pictures side by side and keeps the latest used within a bound of memory, so that the crops of a large
 * photograph do not each decode it. What is kept never changes what is given.
 */
import { availableParallelism } from 'node:os';
import { concurrencyLimit } from './concurrency-limit.ts';
import { type RgbImage, readImage } from './image-file.ts';
import type { ImageFile } from './scan-images.ts';

/** About 340 photographs of 512 x 512, or seven of 12 megapixels. */
const KEPT_BYTES = 256 * 1024 * 1024;

/** One core is left to who computes with the pictures. */
const DECODED_AT_A_TIME = Math.max(1, availableParallelism() - 1);

export interface DecodedImages {
  /** The picture, or undefined where the file is broken. */
  get(file: ImageFile): Promise<RgbImage | undefined>;
}

export interface DecodedImagesOptions {
  keptBytes?: number;
  decode?: (path: string) => Promise<RgbImage>;
}

export function createDecodedImages({
  keptBytes = KEPT_BYTES,
  decode = readImage,
}: DecodedImagesOptions = {}): DecodedImages {
  const limit = concurrencyLimit(DECODED_AT_A_TIME);
  const broken = new Set<string>();
  /** In the order of their last use. */
  const kept = new Map<string, { image: Promise<RgbImage | undefined>; bytes: number }>();
  let total = 0;

  async function read({ path, name }: ImageFile): Promise<RgbImage | undefined> {
    try {
      return await limit(() => decode(path));
    } catch (error) {
      if (!broken.has(path)) console.warn(`${name} is broken and not used: ${(error as Error).message}`);
      broken.add(path);
      return undefined;
    }
  }

  function keep(path: string, entry: { image: Promise<RgbImage | undefined>; bytes: number }): void {
    kept.set(path, entry);
    total += entry.bytes;
    for (const [oldest, { bytes }] of kept) {
      if (total <= keptBytes) break;
      kept.delete(oldest);
      total -= bytes;
    }
  }

  return {
    async get(file) {
      if (broken.has(file.path)) return undefined;
      const known = kept.get(file.path);
      if (known) {
        kept.delete(file.path);
        kept.set(file.path, known);
        return known.image;
      }
      const image = read(file);
      keep(file.path, { image, bytes: file.height * file.width * 3 });
      return image;
    },
  };
}
