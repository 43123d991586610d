/**
 * Numbers as people read them: one number reads the same in the dashboard, in a terminal and in a report. Whatever cannot
 * be shown becomes an en dash, never NaN or undefined.
 */

export const MISSING = '–';

const MINUS = '−';
/** Of what is measured: models that differ in the fifth digit are still told apart. */
const DIGITS = 5;
/** Of estimates and intervals: few seeds justify no more. */
const ESTIMATE_DIGITS = 3;
/** Outside of these sizes numbers have an exponent. */
const [SMALLEST, LARGEST] = [1e-4, 1e7];

const plain = new Intl.NumberFormat('en-US', { maximumSignificantDigits: DIGITS });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 17 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

type Maybe = number | null | undefined;
const isNumber = (value: Maybe): value is number => typeof value === 'number' && Number.isFinite(value);

/** Five significant digits, and all before the decimal point: `0.125`, `1,834.6`, `123,457`, `1.2e−5`. */
export function formatNumber(value: Maybe): string {
  if (!isNumber(value)) return MISSING;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < SMALLEST || size >= LARGEST) return scientific(value, DIGITS - 1);
  return withMinus((size >= 10 ** DIGITS ? whole : plain).format(value));
}

/** All digits that tell it from other numbers, for what people have chosen: `0.30000000000000004`, `2,048`, `5e−5`. */
export function formatExact(value: Maybe): string {
  if (!isNumber(value)) return MISSING;
  const size = Math.abs(value);
  if (size !== 0 && (size < SMALLEST || size >= LARGEST)) return scientific(value);
  return withMinus(exact.format(value));
}

function scientific(value: number, decimals?: number): string {
  const [mantissa = '0', exponent = '0'] = value.toExponential(decimals).split('e');
  return withMinus(`${Number(mantissa)}e${Number(exponent)}`);
}

/** With the sign that is as wide as a plus. */
export const withMinus = (text: string): string => text.replaceAll('-', MINUS);

/** Three significant digits. */
export const formatRounded = (value: Maybe): string =>
  formatNumber(isNumber(value) ? Number(value.toPrecision(ESTIMATE_DIGITS)) : value);

/** With an explicit sign, for differences: `+1.2`, `−0.4`, `0`. */
export function formatSigned(value: Maybe): string {
  const text = formatNumber(value);
  return isNumber(value) && value > 0 ? `+${text}` : text;
}

/** A whole number with thousands separators: `12,000`. */
export const formatCount = (value: Maybe): string => (isNumber(value) ? whole.format(value) : MISSING);

/** `1 job`, `3 jobs`. */
export const formatPlural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** A whole number, in short from a million on: `600,000`, `1.2M`. */
export const formatCompact = (value: Maybe): string =>
  !isNumber(value) ? MISSING : Math.abs(value) < 1e6 ? formatCount(value) : compact.format(value);

/** A share in [0, 1] as a whole percentage that reaches 100 % only when everything is done. */
export function formatPercent(share: Maybe): string {
  if (!isNumber(share)) return MISSING;
  const percent = share >= 1 ? 100 : Math.min(99, Math.floor(Math.max(0, share) * 100));
  return `${percent} %`;
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** In binary units: `812 B`, `5.2 MiB`. */
export function formatBytes(bytes: Maybe): string {
  if (!isNumber(bytes) || bytes < 0) return MISSING;
  const power = Math.min(BYTE_UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 2 ** (10 * power);
  return `${power === 0 ? whole.format(value) : value.toFixed(1)} ${BYTE_UNITS[power]}`;
}
