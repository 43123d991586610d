import { expect, test } from 'vitest';
import { eightBitRgb } from './eight-bit-rgb.ts';

test('16 bits are rounded to the nearest of 256 levels', () => {
  const samples = Uint16Array.from([0, 128, 129, 385, 386, 32_768, 65_406, 65_407, 65_535]);
  expect([...eightBitRgb(samples, 3).bytes]).toEqual([0, 0, 1, 1, 2, 128, 254, 255, 255]);
});

test('what is transparent is laid on white, also of 16 bits', () => {
  const eight = eightBitRgb(Uint8Array.from([200, 0, 100, 128, 9, 9, 9, 0]), 4);
  expect([...eight.bytes]).toEqual([227, 127, 177, 255, 255, 255]);
  const sixteen = eightBitRgb(
    Uint16Array.from([200, 0, 100, 128, 9, 9, 9, 0].map((value) => value * 257)),
    4,
  );
  expect(sixteen).toEqual(eight);
  expect(eight.hasTransparency).toBe(true);
  expect(eightBitRgb(Uint8Array.from([1, 2, 3, 255]), 4)).toMatchObject({ hasTransparency: false });
});
