/** The picture file that a person asks for by the ending of its name. */
import path from 'node:path';
import { AppError } from '@yoto/core';
import type { RgbImage } from '../images/image-file.ts';
import { encodePng } from '../png/encode-png.ts';
import { encodePicture, type PictureCodec } from './encode-picture.ts';

const CODECS: Readonly<Record<string, PictureCodec | 'png'>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.webp': 'webp',
  '.avif': 'avif',
};
/** Hard to tell from the original. */
const QUALITY = 95;

/** Throws `invalid_input` for a name that does not end as one of the formats that can be written. */
export function pictureFormat(file: string): PictureCodec | 'png' {
  const format = CODECS[path.extname(file).toLowerCase()];
  if (format) return format;
  throw new AppError('invalid_input', `${file} does not end as the name of a picture that can be written`, {
    details: { fix: `choose a name with one of ${Object.keys(CODECS).join(', ')}` },
  });
}

/** The bytes of a file with this name: a PNG without loss, others at high quality. Throws what `pictureFormat` does. */
export async function encodeForFile(file: string, { width, height, bytes }: RgbImage): Promise<Uint8Array> {
  const format = pictureFormat(file);
  if (format === 'png') return encodePng(bytes, width, height, 3);
  const chroma = format === 'jpeg' ? { chroma: '4:4:4' as const } : {};
  try {
    return (await encodePicture(bytes, { width, height }, format, { quality: QUALITY, ...chroma })).bytes;
  } catch (cause) {
    // Each format has a largest side.
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'invalid_input',
      `${width} x ${height} pixels cannot be written as ${format}: ${said}`,
      {
        cause,
        details: { fix: 'choose a name that ends in .png' },
      },
    );
  }
}
