import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError, toAppError } from '@yoto/core';
import { parseArtifactKey } from './artifact-key.ts';
import type { ArtifactStore } from './artifact-store.ts';
import { writeDurably } from './durable-write.ts';

/**
 * Files below one folder, which is made when it does not exist.
 * @throws AppError `config_invalid` when the folder cannot be used, `disk_full`
 */
export async function openFileArtifactStore(folder: string): Promise<ArtifactStore> {
  const root = path.resolve(folder);
  const fileOf = (key: string) => path.join(root, ...parseArtifactKey(key));
  await mkdir(root, { recursive: true }).catch((error) => {
    throw folderError(root, error);
  });
  return {
    async put(key, content) {
      const file = fileOf(key);
      try {
        return await writeDurably(file, content);
      } catch (error) {
        if (!(content instanceof Uint8Array) && isMissing(content.path, error))
          throw missingSource(content.path);
        throw folderError(root, error);
      }
    },
    async get(key, expectedSha256) {
      const content = await readStored(fileOf(key), key, root);
      if (expectedSha256 !== undefined) verify(content, key, expectedSha256);
      return content;
    },
    async delete(key) {
      const file = fileOf(key);
      await rm(file, { force: true }).catch((error) => {
        throw folderError(root, error);
      });
    },
  };
}

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

function verify(content: Buffer, key: string, expectedSha256: string): void {
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 === expectedSha256) return;
  throw new AppError(
    'checkpoint_corrupt',
    `The file "${key}" is torn or was changed (sha256 ${sha256.slice(0, 12)}…, expected ` +
      `${expectedSha256.slice(0, 12)}…): an older one must be used`,
  );
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
