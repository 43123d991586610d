/**
 * Which files and folders a job may read. Anyone who can submit a sweep chooses their names, and what is made of them comes
 * back as artifacts, so they must lie in the worker's data folder or in one that the worker's owner allows, whatever `..`,
 * absolute paths and symbolic links say. What is not there and what is not allowed are told in the same words: they say
 * nothing about the rest of the disk.
 */
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '@yoto/core';

export interface DataLocation {
  /** Folder that the files are looked for in. */
  dataDir: string;
  /** Further folders that jobs may read, by the names that their parameters may use. */
  dataFolders?: Readonly<Record<string, string>>;
}

export interface ReadablePaths {
  /** The path, without symbolic links, of the file or folder that a job names; undefined where it may not read one. */
  find(name: string, kind: 'file' | 'folder'): Promise<string | undefined>;
  /** Whether this path, free of symbolic links, lies in a folder that may be read. */
  holds(realPath: string): boolean;
}

export async function openReadablePaths({ dataDir, dataFolders = {} }: DataLocation): Promise<ReadablePaths> {
  const realRoots = await Promise.all([dataDir, ...Object.values(dataFolders)].map(realPath));
  const roots = realRoots.filter((root) => root !== undefined);
  const holds = (path: string) => roots.some((root) => isWithin(path, root));
  return {
    holds,
    async find(name, kind) {
      const path = await realPath(locate(name, dataDir, dataFolders));
      return path !== undefined && holds(path) && (await isA(kind, path)) ? path : undefined;
    },
  };
}

/** `remedy` says what to put into the data folder; the message ends with the folders that the owner may allow. */
export function notReadable(
  kind: 'file' | 'folder',
  { name, parameter, remedy }: { name: string; parameter: string; remedy: string },
): AppError {
  return new AppError(
    'data_missing',
    `The worker has no ${kind} "${name}" that it may read (parameter "${parameter}"). ${remedy} in its data folder ` +
      `(YOTO_DATA), or name a ${kind === 'file' ? 'file in a folder' : 'folder'} that its owner allows with DATA_FOLDERS`,
    { details: { [parameter]: name } },
  );
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

async function isA(kind: 'file' | 'folder', path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return (kind === 'file' ? stats?.isFile() : stats?.isDirectory()) ?? false;
}
