/** The data sets by their ids. */
import { AppError } from '@yoto/core';
import { openCifar10 } from './cifar10/cifar10-dataset.ts';
import type { ImageDataset } from './image-dataset.ts';
import { openShapes3d, openShapes3dRendered } from './shapes3d/open-shapes3d.ts';

export interface DatasetLocation {
  /** Folder that the files are looked for in. */
  dataDir: string;
}

type Opener = (params: Readonly<Record<string, unknown>>, location: DatasetLocation) => Promise<ImageDataset>;

const openers: Readonly<Record<string, Opener>> = {
  cifar10: (params, { dataDir }) => openCifar10(dataDir, { download: params.download === true }),
  shapes3d: (params, { dataDir }) => openShapes3d(dataDir, { unpack: params.unpack === true }),
  'shapes3d-rendered': async () => openShapes3dRendered(),
};

const DATASET_IDS = Object.keys(openers);

/**
 * Opens a data set with the (already validated) parameters of its spec. Throws `not_found` for an unknown id,
 * `data_missing` or `data_corrupt` with what to do.
 */
export async function openDataset(
  id: string,
  params: Readonly<Record<string, unknown>>,
  location: DatasetLocation,
): Promise<ImageDataset> {
  const opener = openers[id];
  if (!opener) {
    throw new AppError('not_found', `No data set is called "${id}": choose one of ${DATASET_IDS.join(', ')}`);
  }
  return opener(params, location);
}
