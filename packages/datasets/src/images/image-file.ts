/**
 * One picture file as 8-bit RGB; the only file that reads with sharp. The picture is turned as its EXIF orientation says
 * and converted to sRGB, by its colour profile where it has one: grey gets three equal channels, CMYK and 16 bits
 * become 8-bit RGB, the first frame stands for an animation, and what is transparent is laid on white.
 */
import sharp from 'sharp';

/** Pictures are decoded side by side (see `DecodedImages`), so each gets one thread of its own. */
sharp.concurrency(1);
/** Files are read once and kept by us. */
sharp.cache(false);

const BACKGROUND = '#ffffff';
const CHANNELS = 3;

export interface ImageSize {
  height: number;
  width: number;
}

/** `[height, width, 3]` bytes. */
export interface RgbImage extends ImageSize {
  bytes: Uint8Array;
}

/** Size of the upright picture, read from the file's header. Throws when it is no picture. */
export async function readImageSize(path: string): Promise<ImageSize> {
  const { autoOrient } = await sharp(path).metadata();
  return { height: autoOrient.height, width: autoOrient.width };
}

/** Of a file's header; sizes are those of the upright picture. */
export interface PictureProperties extends ImageSize {
  hasAlpha: boolean;
  isGrey: boolean;
  /** By its EXIF orientation. */
  isRotated: boolean;
  /** Frames of an animation. */
  pages: number;
  /** Of a channel, in libvips' words: `uchar` is 8 bits. */
  depth: string;
}

/** Throws when it is no picture. */
export async function readPictureProperties(path: string): Promise<PictureProperties> {
  const { autoOrient, hasAlpha, space, orientation = 1, pages = 1, depth } = await sharp(path).metadata();
  return {
    ...{ height: autoOrient.height, width: autoOrient.width, hasAlpha: hasAlpha ?? false, pages },
    isGrey: space === 'b-w' || space === 'grey16',
    isRotated: orientation > 1,
    depth: depth ?? 'uchar',
  };
}

/** Throws when any part of the file is broken. */
export async function readImage(path: string): Promise<RgbImage> {
  const { data, info } = await sharp(path, { failOn: 'error' })
    .autoOrient()
    .flatten({ background: BACKGROUND })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== CHANNELS) throw new Error(`it has ${info.channels} channels after conversion to RGB`);
  return { height: info.height, width: info.width, bytes: data };
}

/** The square of `side` pixels at (top, left), reduced to `size` by a Lanczos filter. */
export async function reduceSquare(
  { height, width, bytes }: RgbImage,
  { top, left, side }: { top: number; left: number; side: number },
  size: number,
): Promise<RgbImage> {
  const reduced = await sharp(bytes, { raw: { height, width, channels: CHANNELS } })
    .extract({ top, left, width: side, height: side })
    .resize(size, size, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  return { height: size, width: size, bytes: reduced };
}
