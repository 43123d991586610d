/** Numbers as people read them, in reports and in a terminal. */
import type { Estimate } from '@yoto/core';

/** Significant digits of estimates: their intervals rarely justify more. */
const ESTIMATE_DIGITS = 3;

/** Five significant digits; a dash for what was not measured or diverged. */
export const formatMeasured = (value: number | null): string => formatRounded(value, 5);

export function formatRounded(value: number | null, digits: number): string {
  if (value === null) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-4)) return value.toExponential(Math.min(3, digits - 1));
  return String(Number(value.toPrecision(digits)));
}

/** e.g. `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

export interface EstimateStyle {
  /** e.g. 100 for a share shown as per cent. */
  factor?: number;
  /** A plus sign before positive values: a difference. */
  signed?: boolean;
}

/** The value, and its interval where there is one: `+0.12 [0.08, 0.2]`. */
export function formatEstimate({ value, interval }: Estimate, style: EstimateStyle = {}): string {
  const { factor = 1, signed = false } = style;
  if (value === null) return '–';
  const number = (raw: number) => {
    const text = formatRounded(factor * raw, ESTIMATE_DIGITS);
    return signed && raw > 0 ? `+${text}` : text;
  };
  return interval === null
    ? number(value)
    : `${number(value)} [${number(interval.low)}, ${number(interval.high)}]`;
}
