import type { Lambda } from '@yoto/core';
import type { HostPicture, PictureSheet } from '@yoto/training';

/** The tiles of the sheet that shows this at that lambda. */
export function sheetTiles(
  sheets: readonly PictureSheet[],
  name: string,
  lambda: Lambda | null,
): HostPicture[] {
  const key = JSON.stringify(lambda);
  const sheet = sheets.find((one) => one.name === name && JSON.stringify(one.lambda) === key);
  if (!sheet) throw new Error(`There is no sheet "${name}" at ${key}`);
  const { tileWidth: width, tileHeight: height, gap, columns, channels } = sheet;
  return Array.from({ length: sheet.count }, (_, tile) => {
    const [left, top] = [(tile % columns) * (width + gap), Math.floor(tile / columns) * (height + gap)];
    const pixels = new Uint8Array(width * height * channels);
    for (let y = 0; y < height; y++) {
      const start = ((top + y) * sheet.width + left) * channels;
      pixels.set(sheet.pixels.subarray(start, start + width * channels), y * width * channels);
    }
    return { width, height, channels, pixels };
  });
}

/** The differences of two pictures of one size, in levels of 255. */
export function pictureDifference(one: HostPicture, other: HostPicture): { greatest: number; mean: number } {
  if (one.pixels.length !== other.pixels.length) throw new Error('The pictures differ in size');
  const differences = one.pixels.map((level, at) => Math.abs(level - (other.pixels[at] as number)));
  return {
    greatest: differences.reduce((most, difference) => Math.max(most, difference), 0),
    mean: differences.reduce((sum, difference) => sum + difference, 0) / differences.length,
  };
}
