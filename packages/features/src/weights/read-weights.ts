/** Reads a file of weights whole, before anything is made of it: safetensors, or HDF5 as Keras writes it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, toAppError } from '@yoto/core';
import { isH5, readH5Arrays } from '@yoto/datasets/h5';
import { decodeSafetensors, type HostTensor } from '@yoto/training';
import { kerasName } from './keras-names.ts';

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
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const unusable = (why: string, cause?: unknown) => unusableWeights(name, why, cause);
  if (!isH5(bytes)) return { name, sha256, tensors: decodeSafetensors(bytes, unusable).tensors };
  const arrays = await readH5Arrays(path, unusable);
  return { name, sha256, tensors: new Map([...arrays].map(([at, array]) => [kerasName(at), array])) };
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
