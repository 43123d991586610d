/** Slopes of interpolating cubics at their points. */

/**
 * Of the monotone piecewise-cubic interpolant (PCHIP): F. N. Fritsch and J. Butland, "A method for
 * constructing local monotone piecewise cubic interpolants", SIAM J. Sci. Stat. Comput. 5 (1984); the three-point
 * rule at the ends is Moler's (Numerical Computing with MATLAB, section 3.6), as in scipy.
 * The slope at each of the strictly increasing `xs` (two or more).
 */
export function pchipSlopes(xs: readonly number[], ys: readonly number[]): number[] {
  const widths = xs.slice(1).map((x, i) => x - xs[i]!);
  const secants = widths.map((width, i) => (ys[i + 1]! - ys[i]!) / width);
  if (secants.length === 1) return [secants[0]!, secants[0]!];
  const inner = secants
    .slice(1)
    .map((after, i) => innerSlope(secants[i]!, after, widths[i]!, widths[i + 1]!));
  return [
    endSlope(secants[0]!, secants[1]!, widths[0]!, widths[1]!),
    ...inner,
    endSlope(secants.at(-1)!, secants.at(-2)!, widths.at(-1)!, widths.at(-2)!),
  ];
}

/** The weighted harmonic mean of the secants on both sides, 0 at a turning point. */
function innerSlope(before: number, after: number, widthBefore: number, widthAfter: number): number {
  if (before * after <= 0) return 0;
  const weightBefore = 2 * widthAfter + widthBefore;
  const weightAfter = widthAfter + 2 * widthBefore;
  return (weightBefore + weightAfter) / (weightBefore / before + weightAfter / after);
}

/** One-sided and shape-preserving: never against the end secant, at most three times it where the curve turns. */
function endSlope(secant: number, next: number, width: number, nextWidth: number): number {
  const slope = ((2 * width + nextWidth) * secant - width * next) / (width + nextWidth);
  if (slope * secant <= 0) return 0;
  if (secant * next <= 0 && Math.abs(slope) > Math.abs(3 * secant)) return 3 * secant;
  return slope;
}

/** Below this share of the largest change of slope the weights are rounding; then the plain mean is taken. */
const FLAT = 1e-9;

/**
 * Of Akima's interpolant: H. Akima, "A new method of interpolation and smooth curve fitting based on local
 * procedures", J. ACM 17 (1970). Close to what a hand would draw; unlike PCHIP it may overshoot. The slope at each of
 * the strictly increasing `xs` (three or more).
 */
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
