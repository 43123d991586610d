/**
 * Any folder of photographs as a data set: random square crops to train on, whole pictures and centre crops to
 * evaluate. Values are in [0, 1], three channels; `image-file.ts` says how other kinds of pictures become RGB.
 *
 * Held out are the pictures of `evaluationFolder` (which are never trained on, also when that folder lies within
 * `folder`), or a share chosen by the hash of the file names. Pictures that are smaller than the crop and files
 * with a broken header are left out, and the description counts them. A file whose broken part is only met when it
 * is decoded is replaced by the next good one in order, with a warning: batches stay a function of seed and index.
 */
import { AppError, parseInput, randomStream } from '@yoto/core';
import { checkIndex } from '../check-index.ts';
import type { DataSource } from '../fingerprint/data-source.ts';
import type { ImageDataset } from '../image-dataset.ts';
import type { DataLocation } from '../readable-paths.ts';
import { createDecodedImages, type DecodedImages } from './decoded-images.ts';
import { holdOut } from './hold-out.ts';
import { type RgbImage, reduceSquare } from './image-file.ts';
import { type ImagesOptions, ImagesParams } from './images-params.ts';
import { openPictureFolders } from './picture-folders.ts';
import {
  type CropDraws,
  centreSquare,
  cropSquare,
  drawCrop,
  imageValues,
  writeSquare,
} from './random-crop.ts';
import { type ImageFile, type ScannedFolder, scanImages } from './scan-images.ts';

const CHANNELS = 3;

/**
 * Opens the pictures of the worker's data folders with parameters as `ImagesParams` has them. Throws `invalid_input`,
 * `data_missing` when there is no picture to use or it may not be read, `data_corrupt` when all those of a part turn out to be broken.
 */
export async function openImages(
  params: Readonly<Record<string, unknown>>,
  location: DataLocation,
): Promise<ImageDataset> {
  const options = parseInput(ImagesParams, params, 'The parameters of the data set "images"');
  const { cropSize } = options;
  const { training, evaluation, description, source } = await findParts(options, location);
  const decoded = createDecodedImages();
  const crop = async (place: number, draws: CropDraws, target: Float32Array, offset: number) => {
    const { image } = await goodImage(decoded, training, place, cropSize);
    const square = cropSquare(image, draws, { size: cropSize, minScale: options.minScale });
    const isFlipped = options.flip && draws.flip < 0.5;
    if (square.side === cropSize) return writeSquare(image, square, isFlipped, target, offset);
    const reduced = await reduceSquare(image, square, cropSize);
    writeSquare(reduced, { top: 0, left: 0, side: cropSize }, isFlipped, target, offset);
  };
  const valuesEach = cropSize * cropSize * CHANNELS;
  return {
    id: 'images',
    height: cropSize,
    width: cropSize,
    channels: CHANNELS,
    valueRange: [0, 1],
    trainSize: training.length,
    evaluationSize: evaluation.length,
    description,
    source,
    async train(indices, { seed, stream, step }) {
      for (const index of indices) checkIndex(index, training.length, 'The image folder, for training,');
      const draws = randomStream(seed, stream, step);
      const crops = indices.map(() => drawCrop(draws));
      const values = new Float32Array(indices.length * valuesEach);
      await Promise.all(
        indices.map((index, row) => crop(index, crops[row] as CropDraws, values, row * valuesEach)),
      );
      return values;
    },
    async evaluation(indices) {
      for (const index of indices) checkIndex(index, evaluation.length, 'The image folder, for evaluation,');
      const values = new Float32Array(indices.length * valuesEach);
      const write = async (index: number, row: number) => {
        const { image } = await goodImage(decoded, evaluation, index, cropSize);
        writeSquare(image, centreSquare(image, cropSize), false, values, row * valuesEach);
      };
      await Promise.all(indices.map(write));
      return values;
    },
    async evaluationImage(index) {
      checkIndex(index, evaluation.length, 'The image folder, for evaluation,');
      const { image, name } = await goodImage(decoded, evaluation, index, cropSize);
      return { height: image.height, width: image.width, data: imageValues(image), name };
    },
    async close() {},
  };
}

interface Parts {
  training: ImageFile[];
  evaluation: ImageFile[];
  description: string;
  source: DataSource;
}

async function findParts(options: ImagesOptions, location: DataLocation): Promise<Parts> {
  const { cropSize, evaluationShare } = options;
  const folders = await openPictureFolders(location);
  const mayRead = folders.holds;
  const folder = await folders.find(options.folder, 'folder');
  if (options.evaluationFolder === undefined) {
    const scanned = await scanImages(folder, cropSize, { mayRead });
    requireImages(scanned, 2, cropSize);
    const { training, evaluation } = holdOut(scanned.files, evaluationShare);
    const parts = `${training.length} for training, ${evaluation.length} held out by file name`;
    const description = `Pictures in "${folder.name}": ${parts}${left(scanned)}`;
    return { training, evaluation, description, source: filesOf(scanned.files) };
  }
  const evaluationFolder = await folders.find(options.evaluationFolder, 'evaluationFolder');
  if (folder.path === evaluationFolder.path) {
    throw new AppError(
      'invalid_input',
      `"folder" and "evaluationFolder" are both "${folder.name}": leave one out`,
    );
  }
  // One may lie within the other.
  const held = await scanImages(evaluationFolder, cropSize, { mayRead, leftOut: folder.path });
  requireImages(held, 1, cropSize);
  const scanned = await scanImages(folder, cropSize, { mayRead, leftOut: evaluationFolder.path });
  requireImages(scanned, 1, cropSize);
  return {
    training: scanned.files,
    evaluation: held.files,
    source: filesOf(scanned.files, held.files),
    description:
      `Pictures: ${scanned.files.length} for training in "${folder.name}"${left(scanned)}; ` +
      `${held.files.length} for evaluation in "${evaluationFolder.name}"${left(held)}`,
  };
}

/** The names are those below each folder, the evaluation's apart: the two may have pictures of one name. */
const filesOf = (pictures: readonly ImageFile[], held: readonly ImageFile[] = []): DataSource => ({
  kind: 'files',
  files: [
    ...pictures.map(({ name, path }) => ({ name, path })),
    ...held.map(({ name, path }) => ({ name: `evaluation: ${name}`, path })),
  ],
});

function left({ skipped }: ScannedFolder): string {
  return skipped && `; left out: ${skipped}`;
}

function requireImages({ folder, files, skipped }: ScannedFolder, least: number, cropSize: number): void {
  if (files.length >= least) return;
  const found = skipped ? `left out: ${skipped}` : 'no others were found';
  throw new AppError(
    'data_missing',
    `The folder "${folder}" has ${files.length} usable pictures, and ${least} are needed (${found}). Add PNG, JPEG or WebP files ` +
      `of ${cropSize} pixels or more on each side, lower "cropSize", or set "folder" to where the pictures are`,
    { details: { folder } },
  );
}

/** The picture at `place`, or the first after it whose file is whole, and the name of that file. */
async function goodImage(
  decoded: DecodedImages,
  files: readonly ImageFile[],
  place: number,
  minSide: number,
): Promise<{ image: RgbImage; name: string }> {
  for (let step = 0; step < files.length; step++) {
    const file = files[(place + step) % files.length] as ImageFile;
    const image = await decoded.get(file);
    if (image && Math.min(image.height, image.width) >= minSide) return { image, name: file.name };
  }
  throw new AppError(
    'data_corrupt',
    `All ${files.length} pictures like ${files[0]?.name} are broken: replace them`,
  );
}
