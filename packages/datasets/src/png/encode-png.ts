/** Pixels of 8 bits as a PNG. In `images/` sharp reads pictures, here it writes them. */
import { AppError } from '@yoto/core';

/**
 * The PNG of `[height, width, channels]` pixels; the same pixels always give the same bytes. The work is done in a thread
 * of its own. Throws `invalid_input` when there are not as many pixels as the sizes say.
 */
export async function encodePng(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  channels: 1 | 3,
): Promise<Uint8Array> {
  if (pixels.length !== width * height * channels || pixels.length === 0) {
    const size = `${width} x ${height} with ${channels} channels`;
    throw new AppError('invalid_input', `${pixels.length} values are no picture of ${size}`);
  }
  // Loaded when the first picture is written: most processes that know of data sets never write one.
  const { default: sharp } = await import('sharp');
  const image = sharp(pixels, { raw: { width, height, channels } });
  // One channel stays one: sharp would make it three.
  if (channels === 1) image.toColourspace('b-w');
  return image.png({ compressionLevel: 9, adaptiveFiltering: false, palette: false }).toBuffer();
}
