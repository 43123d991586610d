/**
 * What a parameter is held at where nothing is said: its default if that is among the values, else the most frequent
 * value, of equally frequent ones the first; 0 without values.
 */
export function usualValue(values: readonly number[], defaultValue?: number): number {
  if (defaultValue !== undefined && values.includes(defaultValue)) return defaultValue;
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [values[0] ?? 0, 0])[0];
}
