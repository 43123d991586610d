/** Between what people type and numbers; what is not a number becomes NaN, which every check refuses. */

/** `undefined` for nothing, NaN for what is not a number. Accepts `1e-3`, `0.5`, `1_000` and `2^10`. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim().replaceAll('_', '').replace('−', '-');
  if (trimmed === '') return undefined;
  const power = /^(-?\d+(?:\.\d+)?)\^(-?\d+)$/.exec(trimmed);
  if (power) return Number(power[1]) ** Number(power[2]);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** Numbers separated by commas, semicolons or spaces; one bad entry is one NaN. */
export const parseNumbers = (text: string): number[] =>
  text
    .split(/[\s,;]+/)
    .map(parseNumber)
    .filter((value) => value !== undefined);

/** The shortest exact decimals; nothing for undefined and NaN. */
export const numberText = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : String(value);

export const numbersText = (values: readonly number[] | undefined): string =>
  (values ?? []).filter((value) => !Number.isNaN(value)).join(', ');
