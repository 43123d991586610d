/** Pictures as one picture: tiles in rows, white between them. */
import type { Lambda } from '@yoto/core';

const GAP = 1;
const WHITE = 255;
const MOST_COLUMNS = 8;

export interface PictureSheet {
  name: string;
  label: string;
  lambda: Lambda | null;
  /** In pixels, like `gap`. */
  tileWidth: number;
  tileHeight: number;
  gap: number;
  columns: number;
  /** Tiles. */
  count: number;
  /** Of the whole sheet. */
  width: number;
  height: number;
  channels: 1 | 3;
  /** `[height, width, channels]`. */
  pixels: Uint8ClampedArray;
}

export interface SheetContent extends Pick<PictureSheet, 'name' | 'label' | 'lambda'> {
  columns?: number | undefined;
  /** Of the tiles: count, height, width, channels. */
  shape: readonly [number, number, number, 1 | 3];
  /** From 0 to 1, row-major. */
  values: ArrayLike<number>;
}

/** Lays out the tiles and rounds them to 8 bits. */
export function pictureSheet({
  name,
  label,
  lambda,
  columns: asked,
  shape,
  values,
}: SheetContent): PictureSheet {
  const [count, tileHeight, tileWidth, channels] = shape;
  const columns = Math.min(count, asked ?? MOST_COLUMNS);
  const width = columns * (tileWidth + GAP) - GAP;
  const height = Math.ceil(count / columns) * (tileHeight + GAP) - GAP;
  const pixels = new Uint8ClampedArray(width * height * channels).fill(WHITE);
  let next = 0;
  for (let tile = 0; tile < count; tile++) {
    const left = (tile % columns) * (tileWidth + GAP);
    const top = Math.floor(tile / columns) * (tileHeight + GAP);
    for (let y = 0; y < tileHeight; y++) {
      const start = ((top + y) * width + left) * channels;
      for (let i = 0; i < tileWidth * channels; i++) pixels[start + i] = (values[next++] as number) * WHITE;
    }
  }
  return {
    name,
    label,
    lambda,
    tileWidth,
    tileHeight,
    gap: GAP,
    columns,
    count,
    width,
    height,
    channels,
    pixels,
  };
}
