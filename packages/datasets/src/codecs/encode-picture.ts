/**
 * Classical image codecs to compare learned ones with. The size is that of the whole file, header and tables included, as
 * published curves count it. A file carries no metadata and no colour profile.
 */
import { AppError } from '@yoto/core';

export type PictureCodec = 'jpeg' | 'webp' | 'avif';

export interface EncodeOptions {
  /** From 1 to 100. */
  quality: number;
  /**
   * Whether colour has the resolution of light (4:4:4) or half of it (4:2:0). Left out, JPEG takes 4:2:0, as its
   * published curves do, and AVIF 4:4:4, without which its quality in RGB soon stops growing. WebP knows 4:2:0 only.
   */
  chroma?: '4:2:0' | '4:4:4';
  /** How hard WebP (0 to 6) and AVIF (0 to 9) look for a shorter file; 4 unless given. */
  effort?: number;
}

export interface EncodedPicture {
  /** The file. */
  bytes: Uint8Array;
  /** What a decoder makes of it, `[height, width, 3]`. */
  pixels: Uint8Array;
}

const CHANNELS = 3;
const DEFAULT_EFFORT = 4;

/**
 * Writes the RGB pixels `[height, width, 3]` as a file and reads it back. The same pixels and options always give the same
 * file. The work is done in a thread of its own. Throws `invalid_input` when there are not as many pixels as the
 * sizes say, or for options that the codec does not have.
 */
export async function encodePicture(
  pixels: Uint8Array,
  { height, width }: { height: number; width: number },
  codec: PictureCodec,
  options: EncodeOptions,
): Promise<EncodedPicture> {
  if (pixels.length !== width * height * CHANNELS || pixels.length === 0)
    throw new AppError(
      'invalid_input',
      `${pixels.length} values are no picture of ${width} x ${height} in RGB`,
    );
  checkOptions(codec, options);
  // Loaded when it is first needed, as in `encodePng`.
  const { default: sharp } = await import('sharp');
  const picture = sharp(pixels, { raw: { width, height, channels: CHANNELS } });
  const { quality, chroma, effort = DEFAULT_EFFORT } = options;
  const encoders = {
    jpeg: () => picture.jpeg({ quality, chromaSubsampling: chroma ?? '4:2:0' }),
    webp: () => picture.webp({ quality, effort }),
    avif: () => picture.avif({ quality, effort, chromaSubsampling: chroma ?? '4:4:4' }),
  };
  const bytes = await encoders[codec]().toBuffer();
  const decoded = await sharp(bytes).toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer();
  if (decoded.length === pixels.length) return { bytes, pixels: decoded };
  throw new AppError('internal', `${codec} gave ${decoded.length} values for ${pixels.length} of a picture`);
}

const MOST_EFFORT = { webp: 6, avif: 9 };

function checkOptions(codec: PictureCodec, { quality, chroma, effort }: EncodeOptions): void {
  const problems: string[] = [];
  if (!Number.isInteger(quality) || quality < 1 || quality > 100)
    problems.push(`The quality of a picture is a whole number from 1 to 100, not ${quality}`);
  if (codec === 'webp' && chroma === '4:4:4')
    problems.push('WebP halves the resolution of colour: leave "chroma" out');
  if (effort !== undefined && codec === 'jpeg')
    problems.push('JPEG has no effort to choose: leave "effort" out');
  else if (effort !== undefined && codec !== 'jpeg' && !isWholeUpTo(MOST_EFFORT[codec], effort))
    problems.push(`The effort of ${codec} is a whole number from 0 to ${MOST_EFFORT[codec]}, not ${effort}`);
  if (problems.length > 0) throw new AppError('invalid_input', problems.join('; '));
}

const isWholeUpTo = (most: number, value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= most;
