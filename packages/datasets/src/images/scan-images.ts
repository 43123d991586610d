/** Looks at the header of every picture of a folder: which can be used, and why the others cannot. */
import { join } from 'node:path';
import { concurrencyLimit } from './concurrency-limit.ts';
import { type FindOptions, findImageFiles } from './find-image-files.ts';
import { type ImageSize, MOST_PIXELS, readImageSize } from './image-file.ts';
import type { PictureFolder } from './picture-folders.ts';

/** More would only wait for libuv's threads. */
const READS_AT_A_TIME = 16;
const NAMES_SHOWN = 3;

export interface ImageFile extends ImageSize {
  path: string;
  /** Path below the folder. */
  name: string;
}

export interface ScannedFolder {
  /** As the job's spec names it. */
  folder: string;
  files: ImageFile[];
  /** Why files were left out, for people; empty when none were. */
  skipped: string;
}

/** The pictures of `folder` whose sides are `minSide` at least. Throws what `findImageFiles` does. */
export async function scanImages(
  folder: PictureFolder,
  minSide: number,
  options: FindOptions,
): Promise<ScannedFolder> {
  const { names, unreadable, strayLinks } = await findImageFiles(folder, options);
  const limit = concurrencyLimit(READS_AT_A_TIME);
  const sizes = await Promise.all(
    names.map((name) => limit(() => readImageSize(join(folder.path, name)).catch(() => undefined))),
  );
  const files: ImageFile[] = [];
  const small: string[] = [];
  const huge: string[] = [];
  const broken: string[] = [];
  for (const [index, name] of names.entries()) {
    const size = sizes[index];
    if (!size) broken.push(name);
    else if (Math.min(size.height, size.width) < minSide) small.push(name);
    else if (size.height * size.width > MOST_PIXELS) huge.push(name);
    else files.push({ path: join(folder.path, name), name, ...size });
  }
  const skipped = [
    ...counted(small, `smaller than ${minSide}x${minSide}`),
    ...counted(huge, `larger than ${Math.round(MOST_PIXELS / 1e6)} megapixels`),
    ...counted(broken, 'broken'),
    ...counted(unreadable, 'folders that cannot be read'),
    ...counted(strayLinks, 'links that lead nowhere or out of the data folders'),
  ].join(', ');
  return { folder: folder.name, files, skipped };
}

/** "12 broken (a.png, b.png, c.png, ...)" */
function counted(names: readonly string[], what: string): string[] {
  if (names.length === 0) return [];
  const shown = [...names.slice(0, NAMES_SHOWN), ...(names.length > NAMES_SHOWN ? ['...'] : [])];
  return [`${names.length} ${what} (${shown.join(', ')})`];
}
