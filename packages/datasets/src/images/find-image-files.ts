/** Finds the pictures of a folder tree, in an order that does not depend on the file system. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@yoto/core';
import type { PictureFolder } from './picture-folders.ts';

const IMAGE_NAME = /\.(png|jpe?g|webp)$/i;

export interface FoundFiles {
  /** Paths below the folder, with `/` between the names, sorted. */
  names: string[];
  /** Folders below it that could not be read. */
  unreadable: string[];
  /** Symbolic links that lead nowhere, or to where may not be read. */
  strayLinks: string[];
}

export interface FindOptions {
  /** Whether a path without symbolic links may be read. */
  mayRead(realPath: string): boolean;
  /** A folder, without symbolic links, that is not looked into. */
  leftOut?: string;
}

/**
 * The PNG, JPEG and WebP files at any depth of `folder`. Symbolic links are followed to where may be read, each folder
 * being visited once; hidden files and folders are not looked at. Throws `data_missing` when the folder cannot be read.
 */
export async function findImageFiles(
  { name: folderName, path: folder }: PictureFolder,
  { mayRead, leftOut }: FindOptions,
): Promise<FoundFiles> {
  const found: FoundFiles = { names: [], unreadable: [], strayLinks: [] };
  const visited = new Set<string>();

  async function visit(below: string): Promise<void> {
    const path = await realpath(join(folder, below));
    if (path === leftOut || visited.has(path)) return;
    visited.add(path);
    const entries = await readdir(path, { withFileTypes: true });
    // One after the other, sorted: which of two ways to a folder is the first must not be left to chance.
    for (const entry of entries.toSorted((a, b) => compare(a.name, b.name))) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      const kind = await kindOf(entry, join(folder, name), mayRead);
      if (kind === 'image') found.names.push(name);
      if (kind === 'stray link') found.strayLinks.push(name);
      if (kind === 'folder') await visit(name).catch(() => found.unreadable.push(name));
    }
  }

  try {
    await visit('');
  } catch (cause) {
    throw unreadableFolder(folderName, cause as NodeJS.ErrnoException);
  }
  found.names.sort(compare);
  return found;
}

async function kindOf(
  entry: Dirent,
  path: string,
  mayRead: FindOptions['mayRead'],
): Promise<'folder' | 'image' | 'stray link' | undefined> {
  if (entry.name.startsWith('.')) return undefined;
  let target: Pick<Dirent, 'isDirectory' | 'isFile'> = entry;
  if (entry.isSymbolicLink()) {
    const end = await realpath(path).catch(() => undefined);
    const stats = end !== undefined && mayRead(end) ? await stat(end).catch(() => undefined) : undefined;
    if (stats === undefined) return 'stray link';
    target = stats;
  }
  if (target.isDirectory()) return 'folder';
  return target.isFile() && IMAGE_NAME.test(entry.name) ? 'image' : undefined;
}

/** By UTF-16 units, which no locale changes. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function unreadableFolder(name: string, cause: NodeJS.ErrnoException): AppError {
  return new AppError(
    'data_missing',
    `The folder "${name}" cannot be read (${cause.code ?? 'unknown error'}): let the worker's user read it`,
    { details: { folder: name }, cause },
  );
}
