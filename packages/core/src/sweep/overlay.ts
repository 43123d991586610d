/** `base` with every defined field of the layers laid over it, later layers winning. */
export function overlay<T extends object>(
  base: T,
  ...layers: ({ [K in keyof T]?: T[K] | undefined } | undefined)[]
): T {
  const result = { ...base };
  for (const layer of layers) {
    for (const key of Object.keys(base) as (keyof T)[]) {
      const value = layer?.[key];
      if (value !== undefined) result[key] = value;
    }
  }
  return result;
}
