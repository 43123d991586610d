/**
 * Slopes of the monotone piecewise-cubic interpolant (PCHIP): F. N. Fritsch and J. Butland, "A method for
 * constructing local monotone piecewise cubic interpolants", SIAM J. Sci. Stat. Comput. 5 (1984); the three-point
 * rule at the ends is Moler's (Numerical Computing with MATLAB, section 3.6), as in scipy.
 */

/** The slope at each of the strictly increasing `xs` (two or more). */
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
