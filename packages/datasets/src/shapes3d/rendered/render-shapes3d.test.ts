import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Factors, factorsOf, indexOfFactors, SHAPES3D_IMAGE_BYTES } from '../factors.ts';
import { createShapes3dRenderer, RENDERER_VERSION } from './render-shapes3d.ts';

const renderer = createShapes3dRenderer();
const render = (index: number) => {
  const picture = new Uint8ClampedArray(SHAPES3D_IMAGE_BYTES);
  renderer.render(index, picture, 0);
  return picture;
};
const base: Factors = { floorHue: 5, wallHue: 3, objectHue: 0, scale: 4, shape: 2, orientation: 9 };
const renderWith = (change: Partial<Factors>) => render(indexOfFactors({ ...base, ...change }));
const pixel = (picture: Uint8ClampedArray, column: number, row: number) =>
  Array.from(picture.subarray((row * 64 + column) * 3, (row * 64 + column) * 3 + 3));
/** Places of each surface in the base picture, clear of edges and of the filter's reach. */
const places = { sky: [5, 5], wall: [50, 28], floor: [8, 58], object: [31, 42] } as const;
const pixelOf = (picture: Uint8ClampedArray, name: keyof typeof places) =>
  pixel(picture, places[name][0], places[name][1]);
const changed = (picture: Uint8ClampedArray) =>
  (Object.keys(places) as (keyof typeof places)[]).filter(
    (name) => pixelOf(picture, name).join() !== pixelOf(renderWith({}), name).join(),
  );
const meanDifference = (a: Uint8ClampedArray, b: Uint8ClampedArray | Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] as number)), 0) / a.length;

describe('factors', () => {
  test.each([
    ['floorHue', { floorHue: 0 }, ['floor']],
    ['wallHue', { wallHue: 7 }, ['wall']],
    ['objectHue', { objectHue: 6 }, ['object']],
  ] as const)('%s changes its own surface only', (_name, change, surfaces) => {
    expect(changed(renderWith(change))).toEqual(surfaces);
  });
  test('surfaces have their hues', () => {
    const picture = renderWith({});
    const [red, green, blue] = pixelOf(picture, 'object') as [number, number, number];
    expect(red).toBeGreaterThan(200);
    expect(Math.max(green, blue)).toBeLessThan(40);
    const [wallRed, wallGreen, wallBlue] = pixelOf(picture, 'wall') as [number, number, number];
    expect([wallGreen > 200, wallBlue]).toEqual([true, 0]);
    expect(wallRed / wallGreen).toBeCloseTo(0.2, 1);
    expect(pixelOf(picture, 'sky')).toEqual([153, 226, 249]);
  });
  test('a larger scale covers more of the picture with the object', () => {
    const redPixels = (scale: number) => {
      const picture = renderWith({ scale });
      const pixels = Array.from({ length: 4096 }, (_, at) => pixel(picture, at % 64, Math.floor(at / 64)));
      return pixels.filter(([red, green]) => red! > 150 && green! < 60).length;
    };
    const counts = [0, 2, 4, 7].map(redPixels);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect((counts[3] as number) / (counts[0] as number)).toBeGreaterThan(2);
  });
  test('shape and orientation move edges', () => {
    const shapes = [0, 1, 2, 3].map((shape) => renderWith({ shape }));
    for (let a = 0; a < 4; a++) {
      for (let b = 0; b < a; b++) {
        expect(meanDifference(shapes[a]!, shapes[b]!)).toBeGreaterThan(2);
      }
    }
    // The corner of the room is right of the object at one end of the range, left of it at the other.
    const wallStep = (orientation: number, column: number) => {
      const picture = renderWith({ orientation });
      return Math.abs(pixel(picture, column, 25)[1]! - pixel(picture, column + 4, 25)[1]!);
    };
    expect(wallStep(0, 42)).toBeGreaterThan(30);
    expect(wallStep(14, 18)).toBeGreaterThan(30);
    expect(wallStep(7, 18)).toBeLessThan(15);
  });
  test('the object casts a shadow on the floor to its right', () => {
    const shadow = pixel(renderWith({}), 43, 53);
    const open = pixel(renderWith({}), 12, 53);
    expect(shadow[1]!).toBeLessThan(0.5 * open[1]!);
  });
});

test('a picture does not depend on what was rendered before, nor on where it is written', () => {
  const index = 123_456;
  const first = render(index);
  const other = createShapes3dRenderer();
  const target = new Uint8ClampedArray(SHAPES3D_IMAGE_BYTES * 2).fill(9);
  other.render(index - 1, target, 0);
  other.render(index, target, SHAPES3D_IMAGE_BYTES);
  expect(target.subarray(SHAPES3D_IMAGE_BYTES)).toEqual(first);
});

test('a change of any pixel takes another version: results name the data by it', () => {
  const hash = createHash('sha256');
  for (const index of [0, 54_321, 123_456, 234_567, 345_678, 479_999]) hash.update(render(index));
  expect([RENDERER_VERSION, hash.digest('hex').slice(0, 16)]).toEqual([1, '2d16cc0b2d086e09']);
});

/** Indices of the 50 original pictures, found by fitting and since then unchanged. */
const REAL = [
  5194, 185115, 226880, 252248, 219905, 299790, 403030, 154057, 138274, 1791, 286161, 63765, 264490, 8393,
  446351, 52675, 348572, 418634, 31732, 180362, 227958, 139188, 159436, 267501, 211761, 22806, 47057, 9734,
  7320, 3159, 45692, 8509, 17228, 44925, 6627, 34126, 21255, 5856, 38518, 9235, 32411, 3244, 5890, 6471,
  30734, 9758, 5243, 19243, 21047, 43264,
];

const testData = process.env.YOTO_TEST_DATA;
describe.skipIf(!testData)('beside the original pictures (needs YOTO_TEST_DATA)', () => {
  const bytes = testData
    ? readFileSync(join(testData, 'shapes3d', 'shapes3d_sample50.rgb'))
    : Buffer.alloc(0);
  const real = (place: number) =>
    bytes.subarray(place * SHAPES3D_IMAGE_BYTES, (place + 1) * SHAPES3D_IMAGE_BYTES);

  test('renders differ by less than one grey level on average', () => {
    const errors = REAL.map((index, place) => meanDifference(render(index), real(place)));
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(mean).toBeLessThan(0.75);
    expect(Math.max(...errors)).toBeLessThan(1.5);
  }, 20_000);

  test('no neighbour in scale, shape or orientation comes closer', () => {
    REAL.slice(0, 12).forEach((index, place) => {
      const factors = factorsOf(index);
      const error = meanDifference(render(index), real(place));
      const neighbours: Factors[] = [-1, 1].flatMap((step) => [
        { ...factors, scale: factors.scale + step },
        { ...factors, orientation: factors.orientation + step },
      ]);
      neighbours.push({ ...factors, shape: (factors.shape + 1) % 4 });
      for (const neighbour of neighbours) {
        if (neighbour.scale < 0 || neighbour.scale > 7) continue;
        if (neighbour.orientation < 0 || neighbour.orientation > 14) continue;
        expect(meanDifference(render(indexOfFactors(neighbour)), real(place))).toBeGreaterThan(error);
      }
    });
  }, 20_000);
});
