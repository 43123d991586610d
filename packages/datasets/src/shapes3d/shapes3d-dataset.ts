/** 3dshapes (Burgess & Kim 2018) as a data set: values in [0, 1], no augmentation, a fixed split. */
import { randomStream } from '@yoto/core';
import { checkIndex } from '../check-index.ts';
import type { DataSource } from '../fingerprint/data-source.ts';
import type { ImageDataset } from '../image-dataset.ts';
import { keyedPermutation } from '../keyed-permutation.ts';
import { SHAPES3D_IMAGE_BYTES, SHAPES3D_SIDE } from './factors.ts';
import type { PictureSource } from './picture-source.ts';

/** The split is the same in every sweep, so that results compare; the number itself means nothing. */
const SPLIT_SEED = 480_000;
const TRAIN_FRACTION = 0.9;

/** The pictures of `source`, which come from `madeFrom`; nine tenths are for training, never met in evaluation. */
export function shapes3dDataset(id: string, source: PictureSource, madeFrom: DataSource): ImageDataset {
  const trainSize = Math.floor(source.count * TRAIN_FRACTION);
  const evaluationSize = source.count - trainSize;
  const place = keyedPermutation(source.count, randomStream(SPLIT_SEED, 'shapes3d-split'));

  async function pictures(indices: readonly number[]): Promise<Float32Array> {
    const bytes = new Uint8ClampedArray(SHAPES3D_IMAGE_BYTES);
    const values = new Float32Array(indices.length * SHAPES3D_IMAGE_BYTES);
    let at = 0;
    for (const index of indices) {
      await source.read(index, bytes, 0);
      for (const byte of bytes) values[at++] = byte / 255;
    }
    return values;
  }

  async function heldOutPictures(indices: readonly number[]): Promise<Float32Array> {
    for (const index of indices) checkIndex(index, evaluationSize, '3dshapes evaluation');
    return pictures(indices.map((index) => place(trainSize + index)));
  }

  return {
    id,
    height: SHAPES3D_SIDE,
    width: SHAPES3D_SIDE,
    channels: 3,
    valueRange: [0, 1],
    trainSize,
    evaluationSize,
    description: `${source.description}; ${trainSize} for training, ${evaluationSize} for evaluation`,
    source: madeFrom,
    async train(indices) {
      for (const index of indices) checkIndex(index, trainSize, '3dshapes training');
      return pictures(indices.map((index) => place(index)));
    },
    evaluation: heldOutPictures,
    evaluationImage: async (index) => ({
      height: SHAPES3D_SIDE,
      width: SHAPES3D_SIDE,
      data: await heldOutPictures([index]),
    }),
    close: () => source.close(),
  };
}
