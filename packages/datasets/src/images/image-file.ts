/**
 * One picture file as 8-bit RGB; the only file that reads with sharp. The picture is turned as its EXIF orientation says
 * and converted to sRGB, by its colour profile where it has one: grey gets three equal channels, CMYK and 16 bits
 * become 8-bit RGB, the first frame stands for an animation, and what is transparent is laid on white.
 */
import { colourConversion } from './colour-conversion.ts';
import { type EightBitRgb, eightBitRgb } from './eight-bit-rgb.ts';

let loading: ReturnType<typeof importSharp> | undefined;

/** Loads it with the first picture: that takes a tenth of a trainer's start, and many data sets have no files. */
function loadSharp(): ReturnType<typeof importSharp> {
  loading ??= importSharp();
  return loading;
}

async function importSharp() {
  const { default: sharp } = await import('sharp');
  // Pictures are decoded side by side (see `DecodedImages`), so each gets one thread of its own.
  sharp.concurrency(1);
  // Files are read once and kept by us.
  sharp.cache(false);
  return sharp;
}

const CHANNELS = 3;

/** Of larger pictures no more than the header is read: whole, this many take 0.8 GB. It is sharp's own limit. */
export const MOST_PIXELS = 0x3fff ** 2;

export interface ImageSize {
  height: number;
  width: number;
}

/** `[height, width, 3]` bytes. */
export interface RgbImage extends ImageSize {
  bytes: Uint8Array;
}

/** Whatever size the header claims. */
async function readHeader(path: string) {
  const sharp = await loadSharp();
  return sharp(path, { limitInputPixels: false }).metadata();
}

/** Size of the upright picture, read from the file's header. Throws when it is no picture. */
export async function readImageSize(path: string): Promise<ImageSize> {
  const { autoOrient } = await readHeader(path);
  return { height: autoOrient.height, width: autoOrient.width };
}

/** Of a file's header; sizes are those of the upright picture. */
export interface PictureProperties extends ImageSize {
  isGrey: boolean;
  /** By its EXIF orientation. */
  isRotated: boolean;
  /** Frames of an animation. */
  pages: number;
  /** Of a channel, in libvips' words: `uchar` is 8 bits. */
  depth: string;
  /** What happens to its colours, for people; undefined where nothing does. */
  colourConversion: string | undefined;
}

/** Throws when it is no picture. */
export async function readPictureProperties(path: string): Promise<PictureProperties> {
  const header = await readHeader(path);
  const { autoOrient, space, orientation = 1, pages = 1, depth } = header;
  return {
    ...{ height: autoOrient.height, width: autoOrient.width, pages },
    isGrey: space === 'b-w' || space === 'grey16',
    isRotated: orientation > 1,
    depth: depth ?? 'uchar',
    colourConversion: colourConversion(header),
  };
}

/** Throws when any part of the file is broken, and for more than `MOST_PIXELS`. */
export async function readImage(path: string): Promise<RgbImage & Pick<EightBitRgb, 'hasTransparency'>> {
  const sharp = await loadSharp();
  const file = sharp(path, { failOn: 'error', limitInputPixels: MOST_PIXELS });
  const is16Bit = (await file.metadata()).depth === 'ushort';
  const { data, info } = await file
    .autoOrient()
    .toColourspace(is16Bit ? 'rgb16' : 'srgb')
    .raw({ depth: is16Bit ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { height, width, channels } = info;
  if (channels !== 3 && channels !== 4)
    throw new Error(`it has ${channels} channels after conversion to RGB`);
  const samples = is16Bit ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  return { height, width, ...eightBitRgb(samples, channels) };
}

/** The square of `side` pixels at (top, left), reduced to `size` by a Lanczos filter. */
export async function reduceSquare(
  { height, width, bytes }: RgbImage,
  { top, left, side }: { top: number; left: number; side: number },
  size: number,
): Promise<RgbImage> {
  const sharp = await loadSharp();
  const reduced = await sharp(bytes, { raw: { height, width, channels: CHANNELS } })
    .extract({ top, left, width: side, height: side })
    .resize(size, size, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  return { height: size, width: size, bytes: reduced };
}

/** The whole picture, reduced to this size by a Lanczos filter. */
export async function reduceImage({ height, width, bytes }: RgbImage, size: ImageSize): Promise<RgbImage> {
  const sharp = await loadSharp();
  const reduced = await sharp(bytes, { raw: { height, width, channels: CHANNELS } })
    .resize(size.width, size.height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  return { ...size, bytes: reduced };
}
