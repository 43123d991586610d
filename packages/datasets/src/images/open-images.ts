/**
 * Any folder of photographs as a data set: random square crops to train on, whole pictures and centre crops to
 * evaluate. Values are in [0, 1], three channels; `image-file.ts` says how other kinds of pictures become RGB.
 *
 * A file that turns out to be broken or too small only when it is decoded is replaced by the next good one in order, with a
 * warning: batches stay a function of seed and index.
 */
import { join } from 'node:path';
import { AppError, parseInput, randomStream } from '@yoto/core';
import { checkIndex } from '../check-index.ts';
import type { ImageDataset } from '../image-dataset.ts';
import type { DataLocation } from '../readable-paths.ts';
import { createDecodedImages, type DecodedImages } from './decoded-images.ts';
import { type RgbImage, reduceSquare } from './image-file.ts';
import { type OpenImagesOptions, OpenImagesParams } from './images-params.ts';
import { findPictureParts, type PictureList } from './picture-parts.ts';
import {
  type CropDraws,
  centreSquare,
  cropSquare,
  drawCrop,
  imageValues,
  type Square,
  sceneSquare,
  writeSquare,
} from './random-crop.ts';

const CHANNELS = 3;

/**
 * Opens the pictures of the worker's data folders with parameters as `OpenImagesParams` has them. Throws `invalid_input`,
 * `data_missing` when there is no picture to use or it may not be read, `data_corrupt` when all those of a part turn out to be broken.
 */
export async function openImages(
  params: Readonly<Record<string, unknown>>,
  location: DataLocation,
): Promise<ImageDataset> {
  const options = parseInput(OpenImagesParams, params, 'The parameters of the data set "images"');
  const { cropSize, flip } = options;
  const { training, evaluation, description, source } = await findPictureParts(options, location);
  const decoded = createDecodedImages();
  const squares = squaresOf(options);

  /** Pictures `indices` of a list, each the square that `place` gives for its row, as values `[rows, cropSize, cropSize, 3]`. */
  async function batch(
    list: PictureList,
    indices: readonly number[],
    place: (image: RgbImage, row: number) => Square & { isFlipped: boolean },
  ): Promise<Float32Array> {
    const valuesEach = cropSize * cropSize * CHANNELS;
    const values = new Float32Array(indices.length * valuesEach);
    const write = async (index: number, row: number) => {
      const { image } = await goodImage(decoded, list, index, cropSize);
      const { isFlipped, ...square } = place(image, row);
      const isReduced = square.side !== cropSize;
      const shown = isReduced ? await reduceSquare(image, square, cropSize) : image;
      const at = isReduced ? { top: 0, left: 0, side: cropSize } : square;
      writeSquare(shown, at, isFlipped, values, row * valuesEach);
    };
    await Promise.all(indices.map(write));
    return values;
  }

  return {
    id: 'images',
    height: cropSize,
    width: cropSize,
    channels: CHANNELS,
    valueRange: [0, 1],
    trainSize: training.names.length,
    evaluationSize: evaluation.names.length,
    description,
    source,
    async train(indices, { seed, stream, step }) {
      for (const index of indices)
        checkIndex(index, training.names.length, 'The image folder, for training,');
      const draws = randomStream(seed, stream, step);
      const crops = indices.map(() => drawCrop(draws));
      return batch(training, indices, (image, row) => {
        const crop = crops[row] as CropDraws;
        return { ...squares.random(image, crop), isFlipped: flip && crop.flip < 0.5 };
      });
    },
    async evaluation(indices) {
      for (const index of indices) checkHeldOut(index, evaluation);
      return batch(evaluation, indices, (image) => ({ ...squares.centre(image), isFlipped: false }));
    },
    async evaluationImage(index) {
      checkHeldOut(index, evaluation);
      const { image, name } = await goodImage(decoded, evaluation, index, cropSize);
      return { height: image.height, width: image.width, data: imageValues(image), name };
    },
    async close() {},
  };
}

function checkHeldOut(index: number, { names }: PictureList): void {
  checkIndex(index, names.length, 'The image folder, for evaluation,');
}

/** Which square of a picture is trained on, and which is evaluated. */
function squaresOf({ crops, cropSize: size, minScale }: OpenImagesOptions) {
  if (crops === 'scene') {
    return {
      random: (image: RgbImage, draws: CropDraws) => sceneSquare(image, draws, size),
      centre: (image: RgbImage) => centreSquare(image, Math.min(image.height, image.width)),
    };
  }
  return {
    random: (image: RgbImage, draws: CropDraws) => cropSquare(image, draws, { size, minScale }),
    centre: (image: RgbImage) => centreSquare(image, size),
  };
}

/** The picture at `place`, or the first after it whose file is whole and large enough, and the name of that file. */
async function goodImage(
  decoded: DecodedImages,
  { root, names }: PictureList,
  place: number,
  minSide: number,
): Promise<{ image: RgbImage; name: string }> {
  for (let step = 0; step < names.length; step++) {
    const name = names[(place + step) % names.length] as string;
    const image = await decoded.get({ path: join(root, name), name });
    if (image && Math.min(image.height, image.width) >= minSide) return { image, name };
  }
  throw new AppError(
    'data_corrupt',
    `All ${names.length} pictures like ${names[0]} are broken or smaller than ${minSide}x${minSide}: replace them`,
  );
}
