/**
 * Slopes of Akima's interpolant: H. Akima, "A new method of interpolation and smooth curve fitting based on local
 * procedures", J. ACM 17 (1970). Close to what a hand would draw; unlike PCHIP it may overshoot.
 */

/** Below this share of the largest change of slope the weights are rounding; then the plain mean is taken. */
const FLAT = 1e-9;

/** The slope at each of the strictly increasing `xs` (three or more). */
export function akimaSlopes(xs: readonly number[], ys: readonly number[]): number[] {
  const inner = xs.slice(1).map((x, i) => (ys[i + 1]! - ys[i]!) / (x - xs[i]!));
  const before = 2 * inner[0]! - inner[1]!;
  const after = 2 * inner.at(-1)! - inner.at(-2)!;
  // Two secants more on either side, on the parabola through the last three points (Akima's section 2.3).
  const secants = [2 * before - inner[0]!, before, ...inner, after, 2 * after - inner.at(-1)!];
  const changes = secants.slice(1).map((secant, i) => Math.abs(secant - secants[i]!));
  const weights = xs.map((_, i) => changes[i]! + changes[i + 2]!);
  const largest = Math.max(...weights);
  return xs.map((_, i) => {
    const [left, right] = [secants[i + 1]!, secants[i + 2]!];
    if (weights[i]! <= FLAT * largest) return (secants[i]! + secants[i + 3]!) / 2;
    return (changes[i + 2]! * left + changes[i]! * right) / weights[i]!;
  });
}
