/** The standard normal distribution: cumulative probability and its inverse. */

/** P(X <= x). Series and continued fraction of the error function (Abramowitz & Stegun 7.1.5, 7.1.14); 1e-14. */
export function normalCdf(x: number): number {
  const t = Math.abs(x);
  if (t > 38) return x > 0 ? 1 : 0;
  const density = Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let upper: number;
  if (t < 3) {
    let term = t;
    let sum = t;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n++) {
      term *= (t * t) / (2 * n + 1);
      sum += term;
    }
    upper = 0.5 - density * sum;
  } else {
    let fraction = 0;
    for (let n = 60; n >= 1; n--) fraction = n / (t + fraction);
    upper = density / (t + fraction);
  }
  return x > 0 ? 1 - upper : upper;
}

/** The x with P(X <= x) = probability, by bisection refined with Newton; probability in [0, 1]. */
export function normalQuantile(probability: number): number {
  if (!(probability > 0)) return -Infinity;
  if (!(probability < 1)) return Infinity;
  let low = -38;
  let high = 38;
  for (let i = 0; i < 20; i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < probability) low = middle;
    else high = middle;
  }
  let x = (low + high) / 2;
  for (let i = 0; i < 4; i++) {
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    if (density < 1e-300) break;
    x -= (normalCdf(x) - probability) / density;
  }
  return x;
}
