/** The 64 standard deviations for which there are tables: CompressAI's `get_scale_table(0.11, 256, 64)`. */
const LEVELS = 64;
const SMALLEST = 0.11;
const LARGEST = 256;

/** (256 / 0.11)^(1/63) written out, because pow and exp may differ between engines and multiplication may not. */
const RATIO = 1.1309463943519327;

/** Log-spaced from 0.11 to 256, rising. */
export const SCALE_LEVELS: Float64Array = scaleLevels();

function scaleLevels(): Float64Array {
  const levels = new Float64Array(LEVELS);
  let level = SMALLEST;
  for (let i = 0; i < LEVELS; i++, level *= RATIO) levels[i] = level;
  levels[LEVELS - 1] = LARGEST;
  return levels;
}

/** The number of the smallest level >= sigma; 63 for all beyond 256, and for NaN, so that encoder and decoder agree. */
export function scaleIndex(sigma: number): number {
  let low = 0;
  let high = LEVELS - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sigma <= SCALE_LEVELS[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** `scaleIndex` of each: the table numbers of latents whose standard deviations are `sigmas`. */
export function scaleIndices(sigmas: Float64Array): Uint16Array {
  const indices = new Uint16Array(sigmas.length);
  for (let i = 0; i < sigmas.length; i++) indices[i] = scaleIndex(sigmas[i]!);
  return indices;
}
