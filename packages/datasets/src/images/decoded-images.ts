/**
 * Decodes pictures side by side and keeps the latest used within a bound of memory, so that the crops of a large
 * photograph do not each decode it. What is kept never changes what is given.
 */
import { availableParallelism } from 'node:os';
import { concurrencyLimit } from './concurrency-limit.ts';
import { type RgbImage, readImage } from './image-file.ts';

/** About 340 photographs of 512 x 512, or seven of 12 megapixels. */
const KEPT_BYTES = 256 * 1024 * 1024;

/** One core is left to who computes with the pictures. */
const DECODED_AT_A_TIME = Math.max(1, availableParallelism() - 1);

interface ImageFile {
  path: string;
  /** Path below the folder. */
  name: string;
}

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

  /** Counts a kept picture that has been decoded; those still being decoded count nothing, and stay. */
  function count(path: string, bytes: number): void {
    const entry = kept.get(path);
    if (!entry) return;
    entry.bytes = bytes;
    total += bytes;
    for (const [oldest, { bytes: freed }] of kept) {
      if (total <= keptBytes) break;
      if (freed === 0) continue;
      kept.delete(oldest);
      total -= freed;
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
      kept.set(file.path, { image, bytes: 0 });
      count(file.path, (await image)?.bytes.length ?? 0);
      return image;
    },
  };
}
