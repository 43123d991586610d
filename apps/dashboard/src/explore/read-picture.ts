/** Pictures as a model takes them: from a stored sheet, exactly, or from a file of somebody's. */
import { AppError } from '@yoto/core';
import type { HostPicture } from '@yoto/training';
import type { ShownSheet } from '../pictures/gallery.ts';

/** The tiles of a sheet, bit by bit as they were stored. Throws `data_corrupt`, and what `fetch` throws. */
export async function sheetPictures(sheet: ShownSheet, signal: AbortSignal): Promise<HostPicture[]> {
  const response = await fetch(sheet.url, { signal });
  const unreadable = () =>
    new AppError('data_corrupt', `The stored pictures "${sheet.label}" cannot be read (${response.status})`);
  if (!response.ok) throw unreadable();
  const bitmap = await createImageBitmap(await response.blob(), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  }).catch(() => {
    throw unreadable();
  });
  const { tileWidth: width, tileHeight: height, gap, columns, count } = sheet;
  const context = canvasOf(bitmap.width, bitmap.height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return Array.from({ length: count }, (_, tile) => {
    const [column, row] = [tile % columns, Math.floor(tile / columns)];
    const { data } = context.getImageData(column * (width + gap), row * (height + gap), width, height);
    return { height, width, channels: 3 as const, pixels: withoutAlpha(data) };
  });
}

/**
 * The middle square of a picture file, resized to so many pixels; what is transparent is white. Throws `invalid_input` for a
 * file that the browser cannot read.
 */
export async function squareOf(file: Blob & { name?: string }, side: number): Promise<HostPicture> {
  const bitmap = await createImageBitmap(file).catch(() => {
    const name = file.name ? `“${file.name}”` : 'This file';
    throw new AppError(
      'invalid_input',
      `${name} cannot be read as a picture: choose a PNG, JPEG, WebP or GIF file`,
    );
  });
  const square = Math.min(bitmap.width, bitmap.height);
  const [left, top] = [(bitmap.width - square) / 2, (bitmap.height - square) / 2];
  const context = canvasOf(side, side);
  context.fillStyle = 'white';
  context.fillRect(0, 0, side, side);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, left, top, square, square, 0, 0, side, side);
  bitmap.close();
  return {
    height: side,
    width: side,
    channels: 3,
    pixels: withoutAlpha(context.getImageData(0, 0, side, side).data),
  };
}

function canvasOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context)
    throw new AppError(
      'internal',
      'The browser gives no canvas to read pictures with: allow it for this page',
    );
  return context;
}

function withoutAlpha(data: Uint8ClampedArray): Uint8Array {
  const pixels = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    pixels[to++] = data[from] as number;
    pixels[to++] = data[from + 1] as number;
    pixels[to++] = data[from + 2] as number;
  }
  return pixels;
}
