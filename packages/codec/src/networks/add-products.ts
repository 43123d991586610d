import type { SparsePixels } from './sparse-pixels.ts';

/** Rows that one pass over the output adds: fewer loads and stores of it, in the same order of additions. */
const ROWS = 8;

/**
 * `output[at + o] += sum_c input[pixel, c] * rows[c * width + o]` for o in [0, width), summed over rising c from left to
 * right, skipping zeros: one tap of a kernel for one pixel. Nearly all the time of a network is spent here.
 */
export function addProducts(
  output: Float64Array,
  at: number,
  width: number,
  rows: Float64Array,
  { starts, channels, values }: SparsePixels,
  pixel: number,
): void {
  const end = starts[pixel + 1]!;
  let i = starts[pixel]!;
  for (; i + ROWS <= end; i += ROWS) {
    const [v0, r0] = [values[i]!, channels[i]! * width];
    const [v1, r1] = [values[i + 1]!, channels[i + 1]! * width];
    const [v2, r2] = [values[i + 2]!, channels[i + 2]! * width];
    const [v3, r3] = [values[i + 3]!, channels[i + 3]! * width];
    const [v4, r4] = [values[i + 4]!, channels[i + 4]! * width];
    const [v5, r5] = [values[i + 5]!, channels[i + 5]! * width];
    const [v6, r6] = [values[i + 6]!, channels[i + 6]! * width];
    const [v7, r7] = [values[i + 7]!, channels[i + 7]! * width];
    for (let o = 0; o < width; o++) {
      const first = output[at + o]! + v0 * rows[r0 + o]! + v1 * rows[r1 + o]! + v2 * rows[r2 + o]!;
      const middle = first + v3 * rows[r3 + o]! + v4 * rows[r4 + o]! + v5 * rows[r5 + o]!;
      output[at + o] = middle + v6 * rows[r6 + o]! + v7 * rows[r7 + o]!;
    }
  }
  for (; i < end; i++) {
    const [value, row] = [values[i]!, channels[i]! * width];
    for (let o = 0; o < width; o++) output[at + o] = output[at + o]! + value * rows[row + o]!;
  }
}
