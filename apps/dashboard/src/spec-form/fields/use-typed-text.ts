import { useState } from 'react';

/**
 * The text being typed, for as long as it stands for `value`: `1e-` and `0.50` must not be rewritten under the
 * person's hands. A value that changes elsewhere replaces it.
 */
export function useTypedText<T>(value: T, print: (value: T) => string, parse: (text: string) => T) {
  const [typed, setTyped] = useState(() => print(value));
  const stands = JSON.stringify(parse(typed) ?? null) === JSON.stringify(value ?? null);
  return [stands ? typed : print(value), setTyped] as const;
}
