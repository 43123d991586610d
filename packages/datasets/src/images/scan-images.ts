/**
 * Which pictures of a folder can be used, and why the others cannot: by the header of each. Where there are very many files,
 * reading their headers would hold up the start for minutes, so all are taken, and who decodes them leaves out what does not fit.
 */
import { join } from 'node:path';
import { concurrencyLimit } from './concurrency-limit.ts';
import { type FindOptions, findImageFiles } from './find-image-files.ts';
import { MOST_PIXELS, readImageSize } from './image-file.ts';
import type { PictureFolder } from './picture-folders.ts';

/** Some seconds of reading; also as many as are named one by one in the fingerprint of the data. */
export const MANY_FILES = 10_000;
/** More would only wait for libuv's threads. */
const READS_AT_A_TIME = 16;
const NAMES_SHOWN = 3;

export interface ScannedFolder {
  folder: PictureFolder;
  /** Of its pictures, below the folder, sorted. */
  names: string[];
  /** What was left out, or will be, for people; empty when nothing was. */
  remark: string;
}

/** The pictures of `folder` whose sides are `minSide` at least. Throws what `findImageFiles` does. */
export async function scanImages(
  folder: PictureFolder,
  minSide: number,
  options: FindOptions,
): Promise<ScannedFolder> {
  const { names, unreadable, strayLinks } = await findImageFiles(folder, options);
  const unusable = [
    ...counted(unreadable, 'folders that cannot be read'),
    ...counted(strayLinks, 'links that lead nowhere or out of the data folders'),
  ];
  if (names.length > MANY_FILES) {
    const later = `those of the ${names.length} files that are broken or smaller than ${minSide}x${minSide} are passed over when their turn comes`;
    return { folder, names, remark: [...leftOut(unusable), later].join('; ') };
  }
  const { usable, skipped } = await readHeaders(folder, names, minSide);
  return { folder, names: usable, remark: leftOut([...skipped, ...unusable]).join('') };
}

async function readHeaders(
  folder: PictureFolder,
  names: readonly string[],
  minSide: number,
): Promise<{ usable: string[]; skipped: string[] }> {
  const limit = concurrencyLimit(READS_AT_A_TIME);
  const sizes = await Promise.all(
    names.map((name) => limit(() => readImageSize(join(folder.path, name)).catch(() => undefined))),
  );
  const usable: string[] = [];
  const small: string[] = [];
  const huge: string[] = [];
  const broken: string[] = [];
  for (const [index, name] of names.entries()) {
    const size = sizes[index];
    if (!size) broken.push(name);
    else if (Math.min(size.height, size.width) < minSide) small.push(name);
    else if (size.height * size.width > MOST_PIXELS) huge.push(name);
    else usable.push(name);
  }
  const skipped = [
    ...counted(small, `smaller than ${minSide}x${minSide}`),
    ...counted(huge, `larger than ${Math.round(MOST_PIXELS / 1e6)} megapixels`),
    ...counted(broken, 'broken'),
  ];
  return { usable, skipped };
}

const leftOut = (parts: readonly string[]): string[] =>
  parts.length === 0 ? [] : [`left out: ${parts.join(', ')}`];

/** "12 broken (a.png, b.png, c.png, ...)" */
function counted(names: readonly string[], what: string): string[] {
  if (names.length === 0) return [];
  const shown = [...names.slice(0, NAMES_SHOWN), ...(names.length > NAMES_SHOWN ? ['...'] : [])];
  return [`${names.length} ${what} (${shown.join(', ')})`];
}
