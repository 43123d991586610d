/** `value` with one field set, or removed for undefined and for an object without fields. */
export function withField<T extends object, K extends keyof T>(value: T, key: K, field: T[K] | undefined): T {
  const { [key]: _before, ...rest } = value;
  const empty =
    field === undefined ||
    (typeof field === 'object' && field !== null && !Array.isArray(field) && Object.keys(field).length === 0);
  return (empty ? rest : { ...value, [key]: field }) as T;
}
