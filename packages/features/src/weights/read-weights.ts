/** Reads a file of weights whole, before anything is made of it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, toAppError } from '@yoto/core';
import { decodeSafetensors, type HostTensor } from '@yoto/training';

export interface WeightsFile {
  /** Without its folders: what messages show. */
  name: string;
  sha256: string;
  tensors: ReadonlyMap<string, HostTensor>;
}

/** Throws `data_missing` for a file that cannot be read, `data_corrupt` for one that is not whole. */
export async function readWeights(path: string): Promise<WeightsFile> {
  const name = basename(path);
  const bytes = await readFile(path).catch((cause: unknown) => {
    const reason = toAppError(cause).message;
    throw new AppError('data_missing', `${name} cannot be read (${reason}): let the worker's user read it`, {
      cause,
    });
  });
  const tensors = decodeSafetensors(bytes, (why, cause) => unusableWeights(name, why, cause)).tensors;
  return { name, sha256: createHash('sha256').update(bytes).digest('hex'), tensors };
}

/** `why` is a clause about the file: `it ends within its header`. */
export function unusableWeights(file: string, why: string, cause?: unknown): AppError {
  return new AppError(
    'data_corrupt',
    `The weights file ${file} cannot be used: ${why}. Fetch the file again, or name another`,
    {
      details: { file },
      cause,
    },
  );
}
