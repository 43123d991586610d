import { expect, test } from 'vitest';
import { pictureDifference } from './rgb-picture.ts';

test('differences of pictures are in dB', () => {
  const black = { width: 1, height: 2, data: new Uint8Array(6) };
  expect(pictureDifference(black, black)).toBe(100);
  expect(pictureDifference(black, { ...black, data: new Uint8Array(6).fill(255) })).toBeCloseTo(0, 10);
  expect(pictureDifference(black, { ...black, data: Uint8Array.of(0, 0, 0, 0, 0, 51) })).toBeCloseTo(
    21.761,
    3,
  );
});
