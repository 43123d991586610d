import type { TrainedJobSpec } from '@yoto/core';

/** Settings that do not change what is computed: a job may be resumed after they changed. */
const OPERATIONAL: ReadonlySet<string> = new Set<keyof TrainedJobSpec>([
  'group',
  'checkpoint',
  'labels',
  'priority',
  'requires',
  'retry',
]);

/** The names of the settings in which two jobs compute different things. */
export function specDifferences(a: TrainedJobSpec, b: TrainedJobSpec): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof TrainedJobSpec>;
  return [...names].filter((name) => !OPERATIONAL.has(name) && !areEqual(a[name], b[name]));
}

/** Whether two settings are the same, whatever the order of their keys. */
export const areEqual = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** JSON with the keys of every object in order: stores do not keep the order in which a spec was written. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
