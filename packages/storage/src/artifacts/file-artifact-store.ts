import type { Stats } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError, toAppError } from '@yoto/core';
import { isArtifactKey, parseArtifactKey, parseKeyPrefix } from './artifact-key.ts';
import type { ArtifactStore } from './artifact-store.ts';
import { type Modes, writeDurably } from './durable-write.ts';
import { verifySha256 } from './verify-sha256.ts';

/** What a folder may grant to others, for itself and for the files in it: all users may read, a group may write. */
const FOLDER_GRANTS = 0o2775;
const FILE_GRANTS = 0o664;
const OTHERS = 0o077;

/**
 * Files below one folder, which is made when it does not exist. A folder that is open to a group or to everybody shares
 * what is stored in it: new files grant what the folder grants.
 * @throws AppError `config_invalid` when the folder cannot be used, `disk_full`
 */
export async function openFileArtifactStore(folder: string): Promise<ArtifactStore> {
  const root = path.resolve(folder);
  const fileOf = (key: string) => path.join(root, ...parseArtifactKey(key));
  await mkdir(root, { recursive: true }).catch((error) => {
    throw folderError(root, error);
  });
  const modes = await modesLike(root);
  return {
    async put(key, content) {
      const file = fileOf(key);
      try {
        return await writeDurably(file, content, modes);
      } catch (error) {
        if (!(content instanceof Uint8Array) && isMissing(content.path, error))
          throw missingSource(content.path);
        throw folderError(root, error);
      }
    },
    async get(key, expectedSha256) {
      const content = await readStored(fileOf(key), key, root);
      verifySha256(content, key, expectedSha256);
      return content;
    },
    async delete(key) {
      const file = fileOf(key);
      await rm(file, { force: true }).catch((error) => {
        throw folderError(root, error);
      });
    },
    async *list(prefix) {
      parseKeyPrefix(prefix);
      // No more than the folder that the prefix names is read.
      const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      for await (const key of keysBelow(root, folder)) {
        if (!key.startsWith(prefix)) continue;
        const file = await statOf(fileOf(key), root);
        if (file) yield { key, bytes: file.size, modifiedAt: file.mtime };
      }
    },
  };
}

/** Undefined for a folder of one user: the umask keeps its files as private as that user wants them. */
async function modesLike(root: string): Promise<Modes | undefined> {
  const { mode } = await stat(root);
  if ((mode & OTHERS) === 0) return undefined;
  return { folder: mode & FOLDER_GRANTS, file: mode & FILE_GRANTS };
}

/** Keys of the files below `folder` (empty, or ending in a slash); temporary files have no key. */
async function* keysBelow(root: string, folder: string): AsyncIterable<string> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch((error) => {
    if (isAbsent(error)) return [];
    throw folderError(root, error);
  });
  for (const entry of entries) {
    if (!isArtifactKey(entry.name)) continue;
    if (entry.isDirectory()) yield* keysBelow(root, `${folder}${entry.name}/`);
    else if (entry.isFile()) yield folder + entry.name;
  }
}

/** Undefined for a file that was deleted since its folder was read. */
async function statOf(file: string, root: string): Promise<Stats | undefined> {
  return stat(file).catch((error) => {
    if (isAbsent(error)) return undefined;
    throw folderError(root, error);
  });
}

const isAbsent = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');

const isMissing = (file: string, error: unknown) =>
  systemCode(error) === 'ENOENT' && (error as NodeJS.ErrnoException).path === file;

function missingSource(file: string): AppError {
  return new AppError('not_found', `The file ${file}, which was to be stored, does not exist`);
}

async function readStored(file: string, key: string, root: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw folderError(root, error);
    throw new AppError('not_found', `The file "${key}" is not in the artifact folder ${root}`, {
      cause: error,
    });
  }
}

const systemCode = (error: unknown) => (error as NodeJS.ErrnoException).code;

function folderError(root: string, error: unknown): AppError {
  const appError = toAppError(error);
  if (appError.code !== 'internal' || systemCode(error) === undefined) return appError;
  return new AppError(
    'config_invalid',
    `The artifact folder ${root} cannot be used (${appError.message}): choose a folder that this user can write`,
    { cause: error },
  );
}
