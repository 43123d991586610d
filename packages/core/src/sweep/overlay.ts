/** `base` with every defined field of the layers laid over it, later layers winning. */
export function overlay<T extends object>(
  base: T,
  ...layers: ({ [K in keyof T]?: T[K] | undefined } | undefined)[]
): T {
  const result = { ...base };
  for (const layer of layers) {
    // Also optional fields, which the base may lack.
    for (const [key, value] of Object.entries(layer ?? {})) {
      if (value !== undefined) result[key as keyof T] = value as T[keyof T];
    }
  }
  return result;
}
