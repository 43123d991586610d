import { randomStream } from '@yoto/core';
import { describe, expect, test } from 'vitest';
import { drawCropFlip, PICTURE_VALUES, writeAugmentedPicture, writePicture } from './cifar10-pictures.ts';
import { RECORD_BYTES } from './cifar10-records.ts';

/** Two records; a pixel's value is a linear ramp of its place, so that bilinear resizing has a closed form. */
const bytes = new Uint8Array(2 * RECORD_BYTES);
const ramp = (row: number, column: number, channel: number) => 3 * row + 2 * column + 20 * channel + 5;
for (let channel = 0; channel < 3; channel++) {
  for (let row = 0; row < 32; row++) {
    for (let column = 0; column < 32; column++) {
      bytes[RECORD_BYTES + 1 + channel * 1024 + row * 32 + column] = ramp(row, column, channel);
    }
  }
}
const source = (place: number) => Math.min(31, Math.max(0, (place + 0.5) * 0.8 - 0.5));
const augmented = (crop: { top: number; left: number; flip: boolean }) => {
  const picture = new Float32Array(PICTURE_VALUES);
  writeAugmentedPicture(bytes, 1, crop, picture, 0);
  return picture;
};

describe('writePicture', () => {
  test('puts planes into rows of pixels with values in [-1, 1]', () => {
    const picture = new Float32Array(PICTURE_VALUES + 1);
    writePicture(bytes, 1, picture, 1);
    expect(picture[1 + (4 * 32 + 7) * 3 + 2]).toBeCloseTo(ramp(4, 7, 2) / 127.5 - 1, 6);
    writePicture(new Uint8Array(RECORD_BYTES).fill(255), 0, picture, 0);
    expect(picture.every((value, i) => i === PICTURE_VALUES || value === 1)).toBe(true);
  });
});

describe('writeAugmentedPicture', () => {
  test.each([
    [0, 0],
    [8, 8],
    [3, 5],
  ])('resizes to 40 bilinearly and crops from row %i, column %i', (top, left) => {
    const picture = augmented({ top, left, flip: false });
    for (const [row, column] of [
      [0, 0],
      [31, 31],
      [10, 20],
      [17, 2],
    ] as const) {
      for (const channel of [0, 1, 2]) {
        const expected = ramp(source(row + top), source(column + left), channel) / 127.5 - 1;
        expect(picture[(row * 32 + column) * 3 + channel]).toBeCloseTo(expected, 5);
      }
    }
  });
  test('a flip mirrors the rows of the same crop', () => {
    const plain = augmented({ top: 2, left: 6, flip: false });
    const mirrored = augmented({ top: 2, left: 6, flip: true });
    for (let column = 0; column < 32; column++) {
      const pixel = (at: number) => Array.from(plain.subarray((9 * 32 + at) * 3, (9 * 32 + at) * 3 + 3));
      const start = (9 * 32 + column) * 3;
      expect(Array.from(mirrored.subarray(start, start + 3))).toEqual(pixel(31 - column));
    }
  });
});

test('crops are drawn evenly from all nine places both ways, half of them flipped', () => {
  const draws = randomStream(1, 'augmentation', 3);
  const crops = Array.from({ length: 9000 }, () => drawCropFlip(draws));
  for (const key of ['top', 'left'] as const) {
    const counts = Array.from(
      { length: 9 },
      (_, place) => crops.filter((crop) => crop[key] === place).length,
    );
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  }
  expect(crops.filter((crop) => crop.flip).length / 9000).toBeCloseTo(0.5, 1);
});
