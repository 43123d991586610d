/** In what the specs of compared sweeps differ, value by value. Pure. */

export interface SpecDifference {
  /** Where it is written: `defaults.steps`, `groups.YOTO.distribution.kl.max`. */
  path: string;
  /** One per spec, as YAML would have it; undefined where it is not written at all. */
  values: (string | undefined)[];
}

/** What names a sweep, and says nothing of what it computes. */
const NAMES = new Set(['name', 'description', 'labels']);

/**
 * Every value that is not the same in all specs, in the order in which it is first written. Groups go by their names, not
 * by their places; lists of numbers count as one value.
 */
export function specDifferences(specs: readonly object[]): SpecDifference[] {
  const flat = specs.map((spec) => {
    const values = new Map<string, string>();
    for (const [key, value] of Object.entries(spec)) if (!NAMES.has(key)) flatten(key, value, values);
    return values;
  });
  const paths = [...new Set(flat.flatMap((values) => [...values.keys()]))];
  return paths
    .map((path) => ({ path, values: flat.map((values) => values.get(path)) }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
}

function flatten(path: string, value: unknown, into: Map<string, string>): void {
  if (Array.isArray(value)) {
    const isNamed = value.every((one) => typeof one === 'object' && one !== null && 'name' in one);
    if (isNamed && value.length > 0) {
      for (const one of value) flatten(`${path}.${(one as { name: string }).name}`, one, into);
    } else into.set(path, JSON.stringify(value));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key !== 'name') flatten(`${path}.${key}`, inner, into);
    }
  } else into.set(path, String(value));
}
