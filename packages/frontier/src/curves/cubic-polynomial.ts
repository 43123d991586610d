/** Bjontegaard's original fit (ITU-T VCEG-M33, 2001): one cubic polynomial through all points by least squares. */
import type { CurveFit } from './curve-fit.ts';

/** The cubic with the least squared error at the strictly increasing `xs` (four or more; exact with four). */
export function cubicPolynomial(xs: readonly number[], ys: readonly number[]): CurveFit {
  // Powers of t in [-1, 1] keep the normal equations well conditioned whatever the units of x.
  const middle = (xs[0]! + xs.at(-1)!) / 2;
  const half = (xs.at(-1)! - xs[0]!) / 2;
  const toUnit = (x: number) => (x - middle) / half;
  const powers = xs.map((x) => [0, 1, 2, 3].map((power) => toUnit(x) ** power));
  const system = [0, 1, 2, 3].map((row) => [
    ...[0, 1, 2, 3].map((column) => dot(powers, row, (i) => powers[i]![column]!)),
    dot(powers, row, (i) => ys[i]!),
  ]);
  const [a, b, c, d] = solve(system) as [number, number, number, number];
  const antiderivative = (x: number) => {
    const t = toUnit(x);
    return half * t * (a + t * (b / 2 + t * (c / 3 + (t * d) / 4)));
  };
  return {
    at: (x) => {
      const t = toUnit(x);
      return a + t * (b + t * (c + t * d));
    },
    integral: (from, to) => antiderivative(to) - antiderivative(from),
  };
}

const dot = (powers: readonly number[][], power: number, other: (i: number) => number) =>
  powers.reduce((sum, row, i) => sum + row[power]! * other(i), 0);

/** Gaussian elimination with partial pivoting; every row ends with its right-hand side. */
function solve(rows: number[][]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = column + 1; row < size; row++) {
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let k = column; k <= size; k++) rows[row]![k]! -= factor * rows[column]![k]!;
    }
  }
  const solution: number[] = Array(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let rest = rows[row]![size]!;
    for (let k = row + 1; k < size; k++) rest -= rows[row]![k]! * solution[k]!;
    solution[row] = rest / rows[row]![row]!;
  }
  return solution;
}
