/** Seeds in a list: `0, 1, 2`. One alone says that it is a seed, because `0` reads like a count. None is empty. */
export const seedsLabel = (seeds: readonly number[]): string =>
  seeds.length === 1 ? `seed ${seeds[0]}` : seeds.join(', ');
