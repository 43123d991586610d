/** Looks for the files of the CIFAR-10 binary version below a data directory. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@yoto/core';

/** Folders looked in, in this order, below the data directory. */
const FOLDERS = ['cifar-10', 'cifar-10-batches-bin', '.'];
export const CIFAR10_URL = 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz';

export interface Cifar10Files {
  /** `data_batch_1.bin` to `data_batch_5.bin`, those that are there, in order. */
  training: string[];
  /** `test_batch.bin` or else the first other `test*.bin`; undefined where there is none. */
  test: string | undefined;
}

/** Throws `data_missing` where no folder has a training batch. */
export async function findCifar10(dataDir: string): Promise<Cifar10Files> {
  for (const name of FOLDERS) {
    const folder = join(dataDir, name);
    const names = (await readdir(folder).catch(() => [] as string[])).sort();
    const training = names.filter((file) => /^data_batch_[1-5]\.bin$/.test(file));
    if (training.length === 0) continue;
    const test = names.includes('test_batch.bin')
      ? 'test_batch.bin'
      : names.find((file) => /^test.*\.bin$/.test(file));
    return {
      training: training.map((file) => join(folder, file)),
      test: test === undefined ? undefined : join(folder, test),
    };
  }
  throw new AppError(
    'data_missing',
    `No CIFAR-10 pictures in the data folder of the worker: expected data_batch_1.bin (the binary version) in its folder cifar-10 or cifar-10-batches-bin, or in itself. ` +
      `Download ${CIFAR10_URL} and unpack it there, set the data set's parameter "download" to true, or point YOTO_DATA to the folder that has it.`,
    { details: { expected: 'data_batch_1.bin', url: CIFAR10_URL } },
  );
}
