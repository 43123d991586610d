/** The record format of the CIFAR-10 binary version: a label byte, then 32 x 32 planes of red, green, blue. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '@yoto/core';

export const CIFAR10_SIDE = 32;
export const CIFAR10_CHANNELS = 3;
export const CIFAR10_PIXELS = CIFAR10_SIDE * CIFAR10_SIDE;
const CIFAR10_CLASSES = 10;
export const RECORD_BYTES = 1 + CIFAR10_CHANNELS * CIFAR10_PIXELS;

/** Whole records of one or more files, end to end. */
export interface Cifar10Records {
  bytes: Uint8Array;
  count: number;
}

/** Reads and checks the records of `files`. Throws `data_corrupt` for a wrong size or an impossible label. */
export async function readCifar10Records(files: readonly string[]): Promise<Cifar10Records> {
  const parts = await Promise.all(files.map(readRecordFile));
  const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  return { bytes, count: bytes.length / RECORD_BYTES };
}

async function readRecordFile(file: string): Promise<Uint8Array> {
  const name = basename(file);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new AppError('data_missing', `Cannot read ${name} (${error.code})`, { cause: error });
  });
  if (bytes.length === 0 || bytes.length % RECORD_BYTES !== 0) {
    throw new AppError(
      'data_corrupt',
      `${name} has ${bytes.length} bytes, which is not a whole number of ${RECORD_BYTES}-byte CIFAR-10 records: fetch the file again`,
      { details: { file: name, bytes: bytes.length } },
    );
  }
  for (let record = 0; record * RECORD_BYTES < bytes.length; record++) {
    const label = bytes[record * RECORD_BYTES] as number;
    if (label >= CIFAR10_CLASSES) {
      throw new AppError(
        'data_corrupt',
        `${name}: record ${record} has label ${label}, but CIFAR-10 labels are 0 to 9: this is not the binary version, or the file is damaged`,
        { details: { file: name, record, label } },
      );
    }
  }
  return bytes;
}
