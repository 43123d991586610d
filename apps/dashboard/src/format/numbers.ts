/** Numbers as people read them; whatever cannot be shown becomes an en dash, never NaN or undefined. */
import type { PointValue } from '@yoto/core';

export const MISSING = '–';

const MINUS = '−';
const plain = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

type Maybe = number | null | undefined;
const isNumber = (value: Maybe): value is number => typeof value === 'number' && Number.isFinite(value);

/** Four significant digits: `0.125`, `1,834`, `1.2e-5`. */
export function formatNumber(value: Maybe): string {
  if (!isNumber(value)) return MISSING;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) return scientific(value, 2);
  return (size >= 1e4 ? whole : plain).format(value).replace('-', MINUS);
}

const exact = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 17 });

/** All digits that tell it from other numbers, for what people have chosen: `0.30000000000000004`, `2,048`, `5e-4`. */
export function formatExact(value: Maybe): string {
  if (!isNumber(value)) return MISSING;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return scientific(value);
  return exact.format(value).replace('-', MINUS);
}

function scientific(value: number, decimals?: number): string {
  const [mantissa = '0', exponent = '0'] = value.toExponential(decimals).split('e');
  return `${Number(mantissa)}e${Number(exponent)}`.replaceAll('-', MINUS);
}

/** As `formatNumber`, but `NaN`, `∞` and `−∞` by their names; what was not recorded is missing. */
export function formatPointValue(value: PointValue | undefined): string {
  if (typeof value !== 'string') return formatNumber(value);
  return value.replace('Infinity', '∞').replace('-', MINUS);
}

/** With an explicit sign, for differences: `+1.2`, `−0.4`, `0`. */
export function formatSigned(value: Maybe): string {
  const text = formatNumber(value);
  return isNumber(value) && value > 0 ? `+${text}` : text;
}

/** A whole number with thousands separators: `12,000`. */
export const formatCount = (value: Maybe): string => (isNumber(value) ? whole.format(value) : MISSING);

/** A whole number in short: `600K`, `1.2M`. */
export const formatCompact = (value: Maybe): string =>
  !isNumber(value) ? MISSING : Math.abs(value) < 10_000 ? formatCount(value) : compact.format(value);

/** A share in [0, 1] as a whole percentage that reaches 100 % only when everything is done. */
export function formatPercent(share: Maybe): string {
  if (!isNumber(share)) return MISSING;
  const percent = share >= 1 ? 100 : Math.min(99, Math.floor(Math.max(0, share) * 100));
  return `${percent} %`;
}

/** `1 job`, `3 jobs`. */
export const formatPlural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export function formatBytes(bytes: Maybe): string {
  if (!isNumber(bytes) || bytes < 0) return MISSING;
  const power = Math.min(BYTE_UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 2 ** (10 * power);
  return `${power === 0 ? whole.format(value) : value.toFixed(1)} ${BYTE_UNITS[power]}`;
}

/** Significant digits of estimates and intervals: few seeds justify no more. */
const ESTIMATE_DIGITS = 3;

/** Three significant digits. */
export const formatRounded = (value: Maybe): string =>
  formatNumber(isNumber(value) ? Number(value.toPrecision(ESTIMATE_DIGITS)) : value);

/** Decimals with which the largest of a column's numbers has four significant digits; undefined where those are too many. */
export function columnDecimals(values: readonly Maybe[]): number | undefined {
  const largest = Math.max(0, ...values.filter(isNumber).map(Math.abs));
  if (largest === 0) return 0;
  const decimals = 3 - Math.floor(Math.log10(largest));
  return decimals > 6 || decimals < -3 ? undefined : Math.max(0, decimals);
}

/** With so many decimals, as the other numbers of its column. */
export function formatInColumn(value: Maybe, decimals: number | undefined): string {
  if (!isNumber(value) || decimals === undefined) return formatNumber(value);
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return text.replace('-', MINUS);
}
