/** Looks at the header of every picture of a folder: which can be used, and why the others cannot. */
import { join } from 'node:path';
import { concurrencyLimit } from './concurrency-limit.ts';
import { findImageFiles } from './find-image-files.ts';
import { type ImageSize, readImageSize } from './image-file.ts';

/** More would only wait for libuv's threads. */
const READS_AT_A_TIME = 16;
const NAMES_SHOWN = 3;

export interface ImageFile extends ImageSize {
  path: string;
  /** Path below the folder. */
  name: string;
}

export interface ScannedFolder {
  folder: string;
  files: ImageFile[];
  /** Why files were left out, for people; empty when none were. */
  skipped: string;
}

/** The pictures of `folder` whose sides are `minSide` at least. `leftOut`: see `findImageFiles`. */
export async function scanImages(folder: string, minSide: number, leftOut?: string): Promise<ScannedFolder> {
  const { names, unreadable } = await findImageFiles(folder, leftOut);
  const limit = concurrencyLimit(READS_AT_A_TIME);
  const sizes = await Promise.all(
    names.map((name) => limit(() => readImageSize(join(folder, name)).catch(() => undefined))),
  );
  const files: ImageFile[] = [];
  const small: string[] = [];
  const broken: string[] = [];
  for (const [index, name] of names.entries()) {
    const size = sizes[index];
    if (!size) broken.push(name);
    else if (Math.min(size.height, size.width) < minSide) small.push(name);
    else files.push({ path: join(folder, name), name, ...size });
  }
  const skipped = [
    ...counted(small, `smaller than ${minSide}x${minSide}`),
    ...counted(broken, 'broken'),
    ...counted(unreadable, 'folders that cannot be read'),
  ].join(', ');
  return { folder, files, skipped };
}

/** "12 broken (a.png, b.png, c.png, ...)" */
function counted(names: readonly string[], what: string): string[] {
  if (names.length === 0) return [];
  const shown = [...names.slice(0, NAMES_SHOWN), ...(names.length > NAMES_SHOWN ? ['...'] : [])];
  return [`${names.length} ${what} (${shown.join(', ')})`];
}
