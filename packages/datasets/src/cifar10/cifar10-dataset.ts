/** CIFAR-10 (Krizhevsky 2009): 32 x 32 photographs of ten classes, values in [-1, 1]. */
import { basename } from 'node:path';
import { AppError, randomStream } from '@yoto/core';
import { checkIndex } from '../check-index.ts';
import type { DataSource } from '../fingerprint/data-source.ts';
import type { ImageDataset } from '../image-dataset.ts';
import { drawCropFlip, PICTURE_VALUES, writeAugmentedPicture, writePicture } from './cifar10-pictures.ts';
import { CIFAR10_CHANNELS, CIFAR10_SIDE, readCifar10Records } from './cifar10-records.ts';
import { downloadCifar10 } from './download-cifar10.ts';
import { type Cifar10Files, findCifar10 } from './find-cifar10.ts';

/** Where there is no test file, one training picture in this many, the last ones, is held out. */
const HELD_OUT_ONE_IN = 10;

/**
 * Opens the pictures found below `dataDir`; `download` fetches them first where they are missing. Throws
 * `data_missing` or `data_corrupt` with what to do.
 */
export async function openCifar10(dataDir: string, options: { download: boolean }): Promise<ImageDataset> {
  const files = await findOrDownload(dataDir, options.download);
  const training = await readCifar10Records(files.training);
  const heldOut = files.test ? 0 : Math.max(1, Math.floor(training.count / HELD_OUT_ONE_IN));
  const evaluation = files.test ? await readCifar10Records([files.test]) : training;
  const trainSize = training.count - heldOut;
  if (trainSize === 0) {
    throw new AppError(
      'data_corrupt',
      `CIFAR-10 needs two pictures at least, one to train on and one to evaluate`,
    );
  }
  const evaluationStart = files.test ? 0 : trainSize;
  const evaluationSize = evaluation.count - evaluationStart;
  const heldOutPictures = async (indices: readonly number[]) => {
    const pictures = new Float32Array(indices.length * PICTURE_VALUES);
    indices.forEach((index, place) => {
      checkIndex(index, evaluationSize, 'CIFAR-10 evaluation');
      writePicture(evaluation.bytes, evaluationStart + index, pictures, place * PICTURE_VALUES);
    });
    return pictures;
  };
  return {
    id: 'cifar10',
    height: CIFAR10_SIDE,
    width: CIFAR10_SIDE,
    channels: CIFAR10_CHANNELS,
    valueRange: [-1, 1],
    trainSize,
    evaluationSize,
    description: describe(files, trainSize, evaluationSize),
    source: sourceOf(files),
    async train(indices, { seed, stream, step }) {
      const draws = randomStream(seed, stream, step);
      const pictures = new Float32Array(indices.length * PICTURE_VALUES);
      indices.forEach((index, place) => {
        checkIndex(index, trainSize, 'CIFAR-10 training');
        writeAugmentedPicture(training.bytes, index, drawCropFlip(draws), pictures, place * PICTURE_VALUES);
      });
      return pictures;
    },
    evaluation: heldOutPictures,
    evaluationImage: async (index) => ({
      height: CIFAR10_SIDE,
      width: CIFAR10_SIDE,
      data: await heldOutPictures([index]),
    }),
    async close() {},
  };
}

async function findOrDownload(dataDir: string, download: boolean): Promise<Cifar10Files> {
  try {
    return await findCifar10(dataDir);
  } catch (error) {
    if (!download) throw error;
    await downloadCifar10(dataDir);
    return findCifar10(dataDir);
  }
}

function sourceOf({ training, test }: Cifar10Files): DataSource {
  const paths = test === undefined ? training : [...training, test];
  return { kind: 'files', files: paths.map((path) => ({ name: basename(path), path })) };
}

function describe(files: Cifar10Files, trainSize: number, evaluationSize: number): string {
  const batches = files.training.map((file) => basename(file, '.bin')).join(', ');
  const trained = `CIFAR-10: ${trainSize} training pictures of ${batches}`;
  return files.test
    ? `${trained}; ${evaluationSize} evaluation pictures of ${basename(files.test)}`
    : `${trained}; there is no test file, so the last ${evaluationSize} of them are held out for evaluation`;
}
