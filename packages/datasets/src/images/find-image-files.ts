/** Finds the pictures of a folder tree, in an order that does not depend on the file system. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@yoto/core';

const IMAGE_NAME = /\.(png|jpe?g|webp)$/i;

export interface FoundFiles {
  /** Paths below the folder, with `/` between the names, sorted. */
  names: string[];
  /** Folders below it that could not be read. */
  unreadable: string[];
}

/**
 * The PNG, JPEG and WebP files at any depth of `folder`, except below `leftOut` (a real path). Symbolic links are
 * followed, each folder being visited once; hidden files and folders are not looked at.
 * Throws `data_missing` when the folder cannot be read.
 */
export async function findImageFiles(folder: string, leftOut?: string): Promise<FoundFiles> {
  const found: FoundFiles = { names: [], unreadable: [] };
  const visited = new Set<string>();

  async function visit(below: string): Promise<void> {
    const path = await realpath(join(folder, below));
    if (path === leftOut || visited.has(path)) return;
    visited.add(path);
    const entries = await readdir(path, { withFileTypes: true });
    // One after the other, sorted: which of two ways to a folder is the first must not be left to chance.
    for (const entry of entries.toSorted((a, b) => compare(a.name, b.name))) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      const kind = await kindOf(entry, join(folder, name));
      if (kind === 'image') found.names.push(name);
      if (kind === 'folder') await visit(name).catch(() => found.unreadable.push(name));
    }
  }

  try {
    await visit('');
  } catch (cause) {
    throw missingFolder(folder, cause as Error);
  }
  found.names.sort(compare);
  return found;
}

async function kindOf(entry: Dirent, path: string): Promise<'folder' | 'image' | undefined> {
  if (entry.name.startsWith('.')) return undefined;
  const target = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
  if (target?.isDirectory()) return 'folder';
  return target?.isFile() && IMAGE_NAME.test(entry.name) ? 'image' : undefined;
}

/** By UTF-16 units, which no locale changes. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function missingFolder(folder: string, cause: Error): AppError {
  return new AppError(
    'data_missing',
    `Cannot read the image folder ${folder} (${cause.message}). Put PNG, JPEG or WebP files there, or set the ` +
      'parameter "folder" to where they are: a path in the data directory (YOTO_DATA), or an absolute one',
    { details: { folder }, cause },
  );
}
