/** Styles are told apart by their statistics, as a style loss does, whatever the seed. */
import { expect, test } from 'vitest';
import { paintPicture } from './painting.ts';
import { TEXTURES } from './textures.ts';

const SIZE = 64;
const SEEDS = [0, 1, 2];
/** Right, down and both diagonals, near and far. */
const STEPS = [1, 2, 4, 8].flatMap((far) => [
  [far, 0],
  [0, far],
  [far, far],
  [far, -far],
]);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Square roots of the shares of 4 x 4 x 4 colours. */
function colourStatistics(bytes: Uint8ClampedArray): number[] {
  const counts = new Array<number>(64).fill(0);
  for (let at = 0; at < bytes.length; at += 3) {
    const [red, green, blue] = bytes.subarray(at, at + 3).map((value) => value >> 6) as unknown as number[];
    counts[(red! * 4 + green!) * 4 + blue!]! += 1;
  }
  return counts.map((count) => Math.sqrt(count / (SIZE * SIZE)));
}

/** How much brightness changes from a place to others, relative to its spread, and how suddenly: without colours and contrast. */
function structureStatistics(bytes: Uint8ClampedArray): number[] {
  const grey = Array.from({ length: SIZE * SIZE }, (_, pixel) =>
    mean([...bytes.subarray(pixel * 3, pixel * 3 + 3)]),
  );
  const average = mean(grey);
  const variance = mean(grey.map((value) => (value - average) ** 2));
  return STEPS.flatMap(([dx = 0, dy = 0]) => {
    const squares: number[] = [];
    for (let y = Math.max(0, -dy); y < SIZE - Math.max(0, dy); y++) {
      for (let x = 0; x < SIZE - dx; x++) {
        const change = (grey[(y + dy) * SIZE + x + dx] as number) - (grey[y * SIZE + x] as number);
        squares.push(change ** 2);
      }
    }
    return [Math.log(mean(squares) / variance), Math.log(mean(squares.map(Math.sqrt)) ** 2 / mean(squares))];
  });
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.sqrt(mean(a.map((value, at) => (value - (b[at] as number)) ** 2)));

const pictures = TEXTURES.flatMap(({ name, paint }) =>
  SEEDS.map((seed) => ({ name, bytes: paintPicture(paint(seed), SIZE, 2) })),
);

/** Pictures whose nearest neighbour is another texture. By chance it would be 39 of the 42. */
function mistaken(statistics: (bytes: Uint8ClampedArray) => number[]): string[] {
  const described = pictures.map(({ name, bytes }) => ({ name, values: statistics(bytes) }));
  return described.flatMap(({ name, values }) => {
    const others = described.filter((other) => other.values !== values);
    const nearest = others.toSorted((a, b) => distance(a.values, values) - distance(b.values, values))[0];
    return nearest?.name === name ? [] : [`${name} taken for ${nearest?.name}`];
  });
}

test('each texture has colours of its own', () => {
  expect(mistaken(colourStatistics)).toEqual([]);
});

test('textures differ in their structure as well, nearly all of them so much that nothing else is needed', () => {
  expect(mistaken(structureStatistics).length).toBeLessThanOrEqual(3);
});
