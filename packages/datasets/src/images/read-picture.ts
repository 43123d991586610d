/** A picture file that a person names, as a codec wants it: with clear refusals, and a word on what was changed. */
import { AppError } from '@yoto/core';
import {
  type ImageSize,
  MOST_PIXELS,
  type PictureProperties,
  type RgbImage,
  readImage,
  readPictureProperties,
} from './image-file.ts';

export interface ReadPicture extends RgbImage {
  /** What of the file is not in the pixels, for people: `what is transparent is shown on white`. */
  changes: string[];
}

export interface ReadPictureOptions {
  mostPixels?: number;
  /** What to do about a picture of this size, which has more. */
  fix?(size: ImageSize): string;
}

/**
 * Reads PNG, JPEG, WebP and what else sharp knows as 8-bit RGB. Throws `invalid_input` for files that are missing, broken or
 * no pictures, and, before they are decoded, for those of more than `mostPixels`.
 */
export async function readPicture(
  file: string,
  { mostPixels = MOST_PIXELS, fix }: ReadPictureOptions = {},
): Promise<ReadPicture> {
  const properties = await readPictureProperties(file).catch((cause) => {
    throw unreadable(file, cause);
  });
  const { width, height } = properties;
  if (width * height > mostPixels) {
    throw new AppError(
      'invalid_input',
      `${file} has ${width} x ${height} pixels (${megapixels(width * height)} megapixels), more than the ${megapixels(mostPixels)} megapixels that fit into memory`,
      { details: { fix: fix?.(properties) ?? 'make the picture smaller, or cut it into parts' } },
    );
  }
  const image = await readImage(file).catch((cause) => {
    throw unreadable(file, cause);
  });
  const { hasTransparency, ...pixels } = image;
  return { ...pixels, changes: changesOf({ ...properties, hasTransparency }) };
}

const megapixels = (pixels: number): string => String(Number((pixels / 1e6).toPrecision(3)));

function changesOf({
  hasTransparency,
  isGrey,
  isRotated,
  pages,
  depth,
  colourConversion,
}: PictureProperties & { hasTransparency: boolean }): string[] {
  return [
    ...(hasTransparency ? ['what is transparent is shown on white'] : []),
    ...(isGrey ? ['grey becomes three equal channels'] : []),
    ...(isRotated ? ['the picture is turned upright, as its EXIF data say'] : []),
    ...(pages > 1 ? [`only the first of ${pages} frames is taken`] : []),
    ...(colourConversion === undefined ? [] : [colourConversion]),
    ...(depth === 'uchar' ? [] : ['values are reduced to 8 bits per channel']),
  ];
}

function unreadable(file: string, cause: unknown): AppError {
  const said = cause instanceof Error ? cause.message : String(cause);
  const isMissing = /input file is missing|ENOENT/i.test(said);
  return new AppError(
    'invalid_input',
    isMissing ? `There is no file ${file}` : `${file} cannot be read as a picture: ${said}`,
    { cause, details: { fix: 'name a PNG, JPEG or WebP file that other programs can show' } },
  );
}
