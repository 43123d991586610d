/**
 * Which folders of pictures a job may read. Anyone who can submit a sweep chooses `folder`, and the pictures come back as
 * artifacts, so it must lie in the worker's data folder or in one that the worker's owner allows, whatever `..`, absolute
 * paths and symbolic links say. What is not there and what is not allowed are told in the same words: they say nothing
 * about the rest of the disk.
 */
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '@yoto/core';
import type { DatasetLocation } from '../dataset-openers.ts';

export interface PictureFolder {
  /** As the job's spec names it: what messages show. */
  name: string;
  /** Without symbolic links. */
  path: string;
}

export interface PictureFolders {
  /** Throws `data_missing` for what is no folder, or none that may be read. */
  find(name: string, parameter: string): Promise<PictureFolder>;
  /** Whether this path, free of symbolic links, lies in a folder that may be read. */
  holds(realPath: string): boolean;
}

export async function openPictureFolders({
  dataDir,
  dataFolders = {},
}: DatasetLocation): Promise<PictureFolders> {
  const realRoots = await Promise.all([dataDir, ...Object.values(dataFolders)].map(realPath));
  const roots = realRoots.filter((root) => root !== undefined);
  const holds = (path: string) => roots.some((root) => isWithin(path, root));
  return {
    holds,
    async find(name, parameter) {
      const path = await realPath(locate(name, dataDir, dataFolders));
      if (path !== undefined && holds(path) && (await isFolder(path))) return { name, path };
      throw notReadable(name, parameter);
    },
  };
}

/** The first name of the path may be that of an allowed folder, which comes before one in the data folder. */
function locate(name: string, dataDir: string, dataFolders: Readonly<Record<string, string>>): string {
  const [first = '', ...rest] = name.split('/');
  const allowed = Object.hasOwn(dataFolders, first) ? dataFolders[first] : undefined;
  return allowed === undefined ? resolve(dataDir, name) : join(allowed, ...rest);
}

function isWithin(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const realPath = (path: string): Promise<string | undefined> => realpath(path).catch(() => undefined);

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

function notReadable(name: string, parameter: string): AppError {
  return new AppError(
    'data_missing',
    `The worker has no folder "${name}" that it may read (parameter "${parameter}"). Put PNG, JPEG or WebP files into a ` +
      'folder of that name in its data folder (YOTO_DATA), or name a folder that its owner allows with DATA_FOLDERS',
    { details: { [parameter]: name } },
  );
}
