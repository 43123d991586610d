/** Where a training picture is cut from a photograph: a function of four draws and the photograph's size. */
import type { RandomStream } from '@yoto/core';
import type { ImageSize, RgbImage } from './image-file.ts';

/** Uniforms in (0, 1); four draws a picture, whatever its size. */
export interface CropDraws {
  scale: number;
  top: number;
  left: number;
  flip: number;
}

/** A square of a photograph. */
export interface Square {
  top: number;
  left: number;
  /** In pixels of the photograph; more than the crop's size where it is to be reduced. */
  side: number;
}

export function drawCrop(draws: RandomStream): CropDraws {
  return { scale: draws.uniform(), top: draws.uniform(), left: draws.uniform(), flip: draws.uniform() };
}

/**
 * The square that `draws` choose for a crop of `size` pixels. The scale is uniform from `minScale` (or the least at
 * which the crop fits into the photograph) to 1, the place uniform over all that fit.
 */
export function cropSquare(
  { height, width }: ImageSize,
  draws: CropDraws,
  { size, minScale }: { size: number; minScale: number },
): Square {
  const least = Math.max(minScale, size / Math.min(height, width));
  const scale = least + (1 - least) * draws.scale;
  return placed({ height, width }, draws, Math.min(Math.round(size / scale), height, width));
}

/**
 * The square that `draws` choose for a crop of `size` pixels that shows a scene rather than a detail: its side is uniform from
 * `size` to the photograph's short side, the place uniform over all that fit.
 */
export function sceneSquare({ height, width }: ImageSize, draws: CropDraws, size: number): Square {
  const side = size + Math.floor(draws.scale * (Math.min(height, width) - size + 1));
  return placed({ height, width }, draws, side);
}

function placed({ height, width }: ImageSize, draws: CropDraws, side: number): Square {
  return {
    top: Math.floor(draws.top * (height - side + 1)),
    left: Math.floor(draws.left * (width - side + 1)),
    side,
  };
}

export function centreSquare({ height, width }: ImageSize, size: number): Square {
  return { top: Math.floor((height - size) / 2), left: Math.floor((width - size) / 2), side: size };
}

const valueOfByte = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Writes the square as values in [0, 1], `[side, side, 3]`, mirrored if `flip`, into `target` at `offset`. */
export function writeSquare(
  { width, bytes }: RgbImage,
  { top, left, side }: Square,
  flip: boolean,
  target: Float32Array,
  offset: number,
): void {
  let at = offset;
  const step = flip ? -3 : 3;
  for (let row = top; row < top + side; row++) {
    let from = (row * width + (flip ? left + side - 1 : left)) * 3;
    for (let column = 0; column < side; column++, from += step) {
      target[at++] = valueOfByte[bytes[from] as number] as number;
      target[at++] = valueOfByte[bytes[from + 1] as number] as number;
      target[at++] = valueOfByte[bytes[from + 2] as number] as number;
    }
  }
}

/** The whole picture as values in [0, 1]. */
export function imageValues({ bytes }: RgbImage): Float32Array {
  return Float32Array.from(bytes, (byte) => valueOfByte[byte] as number);
}
