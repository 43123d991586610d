/** A data folder of small pictures, and what their tests ask of the data set made from it. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { ImageDataset } from '../../image-dataset.ts';
import { openImages } from '../open-images.ts';

export type Change = (image: Sharp) => Sharp;

interface Picture {
  height?: number;
  width?: number;
  change?: Change;
}

export interface PictureFolder {
  path: string;
  /** Writes a picture whose left half is red (1, 0, 0) and right half blue; the name's ending is the format. */
  write(name: string, picture?: Picture): Promise<void>;
  /** Crops of 16 x 16 unless `params` say otherwise. */
  open(params?: object, dataFolders?: Record<string, string>): Promise<ImageDataset>;
  remove(): Promise<void>;
}

export async function makePictureFolder(): Promise<PictureFolder> {
  const path = await mkdtemp(join(tmpdir(), 'images-'));
  return {
    path,
    write: (name, picture) => writePicture(join(path, name), picture),
    open: (params, dataFolders = {}) =>
      openImages({ cropSize: 16, ...params }, { dataDir: path, dataFolders }),
    remove: () => rm(path, { recursive: true }),
  };
}

async function writePicture(
  path: string,
  { height = 32, width = 48, change = (image) => image }: Picture = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const half = { width: width / 2, height, channels: 3 as const, background: { r: 0, g: 0, b: 255 } };
  const image = sharp({ create: { ...half, width, background: { r: 255, g: 0, b: 0 } } });
  const blue = { input: { create: half }, left: width / 2, top: 0 };
  const flat = await image.composite([blue]).png().toBuffer();
  await change(sharp(flat)).toFile(path);
}

/** A training batch of these pictures, at a step. */
export const train = (dataset: ImageDataset, indices: number[], step = 0) =>
  dataset.train(indices, { seed: 1, stream: 'augmentation', step });

export const rgb = (values: Float32Array, pixel: number) =>
  Array.from(values.subarray(pixel * 3, pixel * 3 + 3));
