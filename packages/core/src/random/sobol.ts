/**
 * Sobol's low-discrepancy sequence in up to 16 dimensions: in each of them the first 2^k points fall one into each of 2^k
 * equal intervals. Direction numbers of Joe & Kuo (2008), `new-joe-kuo-6.21201`.
 */
import { randomStream } from './random-stream.ts';

/** By dimension after the first: degree and coefficients of the primitive polynomial, and the initial numbers. */
const POLYNOMIALS: readonly (readonly [degree: number, coefficients: number, initial: readonly number[]])[] =
  [
    [1, 0, [1]],
    [2, 1, [1, 3]],
    [3, 1, [1, 3, 1]],
    [3, 2, [1, 1, 1]],
    [4, 1, [1, 1, 3, 3]],
    [4, 4, [1, 3, 5, 13]],
    [5, 2, [1, 1, 5, 5, 17]],
    [5, 4, [1, 1, 5, 5, 5]],
    [5, 7, [1, 1, 7, 11, 19]],
    [5, 11, [1, 1, 5, 1, 1]],
    [5, 13, [1, 1, 1, 3, 11]],
    [5, 14, [1, 3, 5, 5, 31]],
    [6, 1, [1, 3, 3, 9, 7, 49]],
    [6, 13, [1, 1, 1, 15, 21, 21]],
    [6, 16, [1, 3, 1, 13, 27, 49]],
  ];
export const MOST_SOBOL_DIMENSIONS = POLYNOMIALS.length + 1;
const BITS = 32;

/** `count` points in the open unit cube; the seed shifts them digit by digit, which keeps how evenly they lie. */
export function sobolPoints(dimensions: number, count: number, seed: number): number[][] {
  const shift = randomStream(seed, 'sobol');
  const columns = Array.from({ length: dimensions }, (_, dimension) => ({
    directions: directionNumbers(dimension),
    state: shift.uint32(),
  }));
  return Array.from({ length: count }, (_, index) =>
    columns.map((column) => {
      // Gray code order: point `index` differs from the one before in one direction, that of its lowest one bit.
      if (index > 0) column.state ^= column.directions[31 - Math.clz32(index & -index)] as number;
      return ((column.state >>> 0) + 0.5) / 2 ** BITS;
    }),
  );
}

function directionNumbers(dimension: number): number[] {
  if (dimension === 0) return Array.from({ length: BITS }, (_, bit) => (1 << (31 - bit)) >>> 0);
  const [degree, coefficients, initial] = POLYNOMIALS[dimension - 1] as (typeof POLYNOMIALS)[number];
  const numbers = initial.map((value, bit) => (value << (31 - bit)) >>> 0);
  for (let bit = degree; bit < BITS; bit++) {
    const back = numbers[bit - degree] as number;
    let next = back ^ (back >>> degree);
    for (let k = 1; k < degree; k++) {
      if ((coefficients >> (degree - 1 - k)) & 1) next ^= numbers[bit - k] as number;
    }
    numbers.push(next >>> 0);
  }
  return numbers;
}
