/** Estimates with their intervals as text. */
import type { Estimate } from '../api/comparison-parts.ts';
import { formatRounded, MISSING } from './numbers.ts';

export interface EstimateStyle {
  /** e.g. 100 for a share shown as per cent. */
  factor?: number;
  /** A plus sign before positive values: a difference. */
  signed?: boolean;
  /** In place of three significant digits, of the value times `factor`. */
  format?: (value: number) => string;
}

/** `+0.12` and `[0.08, 0.2]`; the second is null where there is no interval. */
export function estimateParts(
  { value, interval }: Estimate,
  { factor = 1, signed = false, format = formatRounded }: EstimateStyle = {},
): { value: string; interval: string | null } {
  if (value === null) return { value: MISSING, interval: null };
  const text = (raw: number) => `${signed && raw > 0 ? '+' : ''}${format(factor * raw)}`;
  return {
    value: text(value),
    interval: interval && `[${text(interval.low)}, ${text(interval.high)}]`,
  };
}

/** Both in one: `+0.12 [0.08, 0.2]`. */
export function estimateText(estimate: Estimate, style: EstimateStyle = {}): string {
  const { value, interval } = estimateParts(estimate, style);
  return interval === null ? value : `${value} ${interval}`;
}

/** Why the estimate, or its interval, does not exist; null where both do. */
export const missingReason = ({ value, reason, interval, intervalReason }: Estimate): string | null =>
  value === null ? (reason ?? 'there is no value') : interval === null ? intervalReason : null;
