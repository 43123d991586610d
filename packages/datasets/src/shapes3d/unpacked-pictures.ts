/**
 * A raw copy of the pictures of 3dshapes.h5. The published file compresses many pictures together, so one
 * picture costs as much to read as hundreds; the copy (5.9 GB) is read at any place at the speed of the disk.
 */
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, toAppError } from '@yoto/core';
import { SHAPES3D_IMAGE_BYTES } from './factors.ts';
import type { H5Pictures } from './h5-pictures.ts';
import type { PictureSource } from './picture-source.ts';

/** Bound of the memory that unpacking takes at a time. */
const MAX_BLOCK_BYTES = 256 * 1024 * 1024;

/** The copy's path for the HDF5 file at `h5Path`. */
export function unpackedPath(h5Path: string): string {
  return `${h5Path.replace(/\.h5$/, '')}-images.u8`;
}

/** Opens the copy at `path`, or gives undefined where there is none. Throws `data_corrupt` for a wrong size. */
export async function openUnpacked(path: string, count: number): Promise<PictureSource | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return undefined;
  if (found.size !== count * SHAPES3D_IMAGE_BYTES) {
    throw new AppError(
      'data_corrupt',
      `${basename(path)} has ${found.size} bytes instead of ${count * SHAPES3D_IMAGE_BYTES}: remove it and unpack again`,
    );
  }
  const handle = await open(path);
  return {
    count,
    description: `${count} pictures of ${basename(path)}`,
    async read(index, target, offset) {
      if (!(await readPicture(handle, index, target, offset))) {
        throw new AppError(
          'data_corrupt',
          `${basename(path)} ends before picture ${index}: remove it and unpack again`,
        );
      }
    },
    close: () => handle.close(),
  };
}

/** Reads one picture into place; false where the file was too short for it. */
async function readPicture(
  handle: FileHandle,
  index: number,
  target: Uint8ClampedArray,
  offset: number,
): Promise<boolean> {
  const view = new Uint8Array(target.buffer, target.byteOffset + offset, SHAPES3D_IMAGE_BYTES);
  const { bytesRead } = await handle.read(view, 0, SHAPES3D_IMAGE_BYTES, index * SHAPES3D_IMAGE_BYTES);
  return bytesRead === SHAPES3D_IMAGE_BYTES;
}

/** Writes the copy of all pictures to `path`, which appears only when it is whole. */
export async function unpackPictures(pictures: H5Pictures, path: string): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  const block = blockLength(pictures.picturesPerChunk);
  try {
    const handle = await open(partial, 'w');
    try {
      for (let first = 0; first < pictures.count; first += block) {
        await handle.writeFile(pictures.readRange(first, Math.min(first + block, pictures.count)));
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw toAppError(error);
  }
}

/** Whole chunks, as many as the memory bound allows, so that each is decompressed once. */
function blockLength(picturesPerChunk: number): number {
  const most = Math.floor(MAX_BLOCK_BYTES / SHAPES3D_IMAGE_BYTES);
  if (picturesPerChunk >= most) return most;
  return Math.floor(most / picturesPerChunk) * picturesPerChunk;
}
