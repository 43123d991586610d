/** The two pictures of `yoto stylize`, as large as they are to be. */
import { AppError } from '@yoto/core';
import { type ReadPicture, readPicture, reduceImage } from '@yoto/datasets';

/** What the network needs at least: it continues pictures by reflection after it has halved them twice. */
const LEAST_SIDE = 16;
/** Of long pictures no more is looked at than this times the shorter side. */
const LONGEST_STYLE = 4;

export interface PreparedPicture extends ReadPicture {
  /** As in its file. */
  original: { width: number; height: number };
}

/**
 * The content, reduced until its longer side has `size` pixels at most. Throws `invalid_input` for one of more than
 * `mostPixels` then, and says which size fits.
 */
export async function readContent(
  file: string,
  { size, mostPixels }: { size?: number | undefined; mostPixels: number },
): Promise<PreparedPicture> {
  const fix = ({ width, height }: { width: number; height: number }) => {
    const fitting = Math.floor(Math.max(width, height) * Math.sqrt(mostPixels / (width * height)));
    return `reduce it with --size ${fitting} (pixels of its longer side), or use a model with fewer channels`;
  };
  const picture = await readPicture(file, size === undefined ? { mostPixels, fix } : {});
  const longer = Math.max(picture.width, picture.height);
  const reduced = await scaled(picture, (size ?? longer) / longer);
  const { width, height } = reduced;
  if (width * height > mostPixels)
    throw new AppError('invalid_input', `A content of ${width} x ${height} pixels does not fit into memory`, {
      details: { fix: fix(picture) },
    });
  if (Math.min(width, height) < LEAST_SIDE)
    throw new AppError(
      'invalid_input',
      `The content has ${width} x ${height} pixels: each side needs ${LEAST_SIDE} at least`,
    );
  return reduced;
}

/** The style, reduced until its shorter side has `size` pixels at most. */
export async function readStyle(file: string, size: number): Promise<PreparedPicture> {
  const picture = await readPicture(file);
  const { width, height } = picture;
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  return scaled(picture, Math.min(size / shorter, (LONGEST_STYLE * size) / longer));
}

/** Never larger than it is. */
async function scaled(picture: ReadPicture, scale: number): Promise<PreparedPicture> {
  const { width, height } = picture;
  const original = { width, height };
  if (scale >= 1) return { ...picture, original };
  const side = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  return {
    ...picture,
    ...(await reduceImage(picture, { width: side(width), height: side(height) })),
    original,
  };
}
