/** Opens 3dshapes, the published file. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@yoto/core';
import type { DataSource } from '../fingerprint/data-source.ts';
import type { ImageDataset } from '../image-dataset.ts';
import { SHAPES3D_COUNT } from './factors.ts';
import { openH5Pictures } from './h5-pictures.ts';
import type { PictureSource } from './picture-source.ts';
import { shapes3dDataset } from './shapes3d-dataset.ts';
import { openUnpacked, unpackedPath, unpackPictures } from './unpacked-pictures.ts';

const FILE_NAME = '3dshapes.h5';
const FOLDERS = ['3dshapes', 'shapes3d', '.'];
const SHAPES3D_URL = 'https://storage.googleapis.com/3d-shapes/3dshapes.h5';

/** Options of the data set `shapes3d`. */
export interface Shapes3dOptions {
  /** Make a raw copy of 5.9 GB beside the file once, from which random pictures are read fast. */
  unpack: boolean;
}

/** The published pictures. Throws `data_missing` or `data_corrupt` with what to do. */
export async function openShapes3d(dataDir: string, options: Shapes3dOptions): Promise<ImageDataset> {
  const path = await findFile(dataDir);
  // Of the published file even where its raw copy is read: the same pictures have the same fingerprint.
  const madeFrom: DataSource = { kind: 'files', files: [{ name: FILE_NAME, path }] };
  const rawPath = unpackedPath(path);
  const unpacked = await openUnpacked(rawPath, SHAPES3D_COUNT);
  if (unpacked) return shapes3dDataset('shapes3d', unpacked, madeFrom);
  const pictures = await openH5Pictures(path);
  if (pictures.count !== SHAPES3D_COUNT) {
    await pictures.close();
    throw new AppError(
      'data_corrupt',
      `${FILE_NAME} has ${pictures.count} pictures instead of ${SHAPES3D_COUNT}: fetch it again`,
    );
  }
  if (!options.unpack) return shapes3dDataset('shapes3d', pictures, madeFrom);
  try {
    await unpackPictures(pictures, rawPath);
  } finally {
    await pictures.close();
  }
  const copied = (await openUnpacked(rawPath, SHAPES3D_COUNT)) as PictureSource;
  return shapes3dDataset('shapes3d', copied, madeFrom);
}

async function findFile(dataDir: string): Promise<string> {
  const paths = FOLDERS.map((folder) => join(dataDir, folder, FILE_NAME));
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return path;
  }
  throw new AppError(
    'data_missing',
    `No ${FILE_NAME} in the data folder of the worker: looked in its folders 3dshapes and shapes3d and in itself. Download ${SHAPES3D_URL} (250 MB) to one of them, ` +
      'point YOTO_DATA to the folder that has it, or choose the data set "shapes3d-rendered", which needs no file.',
    { details: { expected: FILE_NAME, url: SHAPES3D_URL } },
  );
}
