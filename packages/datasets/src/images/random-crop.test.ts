import { randomStream } from '@yoto/core';
import { describe, expect, test } from 'vitest';
import { centreSquare, cropSquare, drawCrop, imageValues, sceneSquare, writeSquare } from './random-crop.ts';

/** Each pixel of the picture says where it is: (row, column, row + column). */
function coordinates(height: number, width: number) {
  const bytes = new Uint8Array(height * width * 3);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (const value of [row, column, row + column]) bytes[at++] = value;
    }
  }
  return { height, width, bytes };
}

describe('cropSquare', () => {
  const draws = randomStream(1, 'crops');
  const many = Array.from({ length: 2000 }, () => drawCrop(draws));

  test('reaches every place of a picture, and no other', () => {
    const squares = many.map((crop) => cropSquare({ height: 10, width: 12 }, crop, { size: 8, minScale: 1 }));
    expect(new Set(squares.map(({ top }) => top))).toEqual(new Set([0, 1, 2]));
    expect(new Set(squares.map(({ left }) => left))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(new Set(squares.map(({ side }) => side))).toEqual(new Set([8]));
  });
  test('below scale 1 takes larger squares, as far as they fit', () => {
    for (const [size, largest] of [
      [{ height: 100, width: 300 }, 40],
      [{ height: 30, width: 300 }, 30],
    ] as const) {
      const squares = many.map((crop) => cropSquare(size, crop, { size: 20, minScale: 0.5 }));
      expect(Math.min(...squares.map(({ side }) => side))).toBe(20);
      expect(Math.max(...squares.map(({ side }) => side))).toBe(largest);
      expect(squares.every(({ top, side }) => top >= 0 && top + side <= size.height)).toBe(true);
      expect(squares.every(({ left, side }) => left >= 0 && left + side <= size.width)).toBe(true);
    }
  });
  test('a picture of the size of the crop is taken whole', () => {
    for (const crop of many.slice(0, 20)) {
      const square = cropSquare({ height: 8, width: 8 }, crop, { size: 8, minScale: 0.25 });
      expect(square).toEqual({ top: 0, left: 0, side: 8 });
    }
  });
});

test('sceneSquare takes every size from the crop to the short side', () => {
  const draws = randomStream(1, 'crops');
  const squares = Array.from({ length: 500 }, () =>
    sceneSquare({ height: 12, width: 30 }, drawCrop(draws), 8),
  );
  expect(new Set(squares.map(({ side }) => side))).toEqual(new Set([8, 9, 10, 11, 12]));
  expect(squares.every(({ top, side }) => top >= 0 && top + side <= 12)).toBe(true);
  expect(Math.max(...squares.map(({ left, side }) => left + side))).toBe(30);
});

describe('writeSquare', () => {
  const image = coordinates(5, 7);
  const written = (flip: boolean) => {
    const target = new Float32Array(3 + 2 * 2 * 3);
    writeSquare(image, { top: 1, left: 4, side: 2 }, flip, target, 3);
    return Array.from(target, (value) => Math.round(value * 255));
  };
  test('copies the pixels as values in [0, 1]', () => {
    expect(written(false)).toEqual([0, 0, 0, 1, 4, 5, 1, 5, 6, 2, 4, 6, 2, 5, 7]);
  });
  test('mirrors them', () => {
    expect(written(true)).toEqual([0, 0, 0, 1, 5, 6, 1, 4, 5, 2, 5, 7, 2, 4, 6]);
  });
  test('values are bytes divided by 255', () => {
    expect(imageValues({ height: 1, width: 1, bytes: Uint8Array.of(0, 51, 255) })).toEqual(
      Float32Array.of(0, 0.2, 1),
    );
  });
});

test('the centre', () => {
  expect(centreSquare({ height: 9, width: 20 }, 8)).toEqual({ top: 0, left: 6, side: 8 });
});
