/** Noise over the plane: pure functions of a place and a seed, which is any integer. */

/** Evenly spread over [0, 1) for each cell of a grid; `column` and `row` are integers. The finaliser of MurmurHash3. */
export function cellHash(column: number, row: number, seed: number): number {
  let hash = Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca77) ^ Math.imul(seed, 0xc2b2ae3d);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothStep(from: number, to: number, value: number): number {
  const share = Math.min(Math.max((value - from) / (to - from), 0), 1);
  return share * share * (3 - 2 * share);
}

export const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

/** Of a vector. `Math.hypot` takes ten times as long. */
export const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

/** A place on axes turned by `degrees`, in units of `1 / scale` of the picture. */
export function turned(
  x: number,
  y: number,
  degrees: number,
  scale: number,
): [along: number, across: number] {
  const angle = (degrees * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  return [x * cosine + y * sine, y * cosine - x * sine];
}

/** From 0 at an integer to 1 halfway to the next. */
export const zigzag = (value: number): number => 1 - Math.abs(1 - 2 * (value - Math.floor(value)));

/** In [0, 1], smooth, with bumps of about one unit. */
export function valueNoise(x: number, y: number, seed: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [smoothStep(0, 1, x - column), smoothStep(0, 1, y - row)];
  return mix(
    mix(cellHash(column, row, seed), cellHash(column + 1, row, seed), u),
    mix(cellHash(column, row + 1, seed), cellHash(column + 1, row + 1, seed), u),
    v,
  );
}

/** Noise of ever finer bumps, each octave half as wide and high as the last; in [0, 1]. */
export function fractalNoise(x: number, y: number, seed: number, octaves = 4): number {
  let sum = 0;
  let height = 0.5;
  for (let octave = 0, scale = 1; octave < octaves; octave++, scale *= 2, height /= 2) {
    sum += height * valueNoise(x * scale, y * scale, seed + octave);
  }
  return sum / (1 - 2 * height);
}

/** A cell of a Voronoi diagram. */
export interface VoronoiCell {
  /** In [0, 1), another for each cell. */
  value: number;
  /** To its point. */
  distance: number;
  /** How much farther the second nearest point is: 0 on the border of the cell. */
  border: number;
}

/** The cell around a place, of the diagram of one point somewhere in each square of a grid. */
export function nearestCell(x: number, y: number, seed: number): VoronoiCell {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  let [nearestColumn, nearestRow] = [column, row];
  let nearest = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  for (let j = row - 1; j <= row + 1; j++) {
    for (let i = column - 1; i <= column + 1; i++) {
      const dx = x - i - cellHash(i, j, seed);
      const dy = y - j - cellHash(i, j, seed + 1);
      const squared = dx * dx + dy * dy;
      if (squared < nearest) {
        second = nearest;
        nearest = squared;
        nearestColumn = i;
        nearestRow = j;
      } else if (squared < second) second = squared;
    }
  }
  const distance = Math.sqrt(nearest);
  const value = cellHash(nearestColumn, nearestRow, seed + 2);
  return { distance, value, border: Math.sqrt(second) - distance };
}
