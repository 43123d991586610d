/** Numbers as all of the product writes them, and what only the dashboard shows: values that are no numbers, and columns. */
import { formatNumber, MISSING, type PointValue, withMinus } from '@yoto/core';

export {
  formatBytes,
  formatCompact,
  formatCount,
  formatExact,
  formatNumber,
  formatPercent,
  formatPlural,
  formatRounded,
  MISSING,
} from '@yoto/core';

type Maybe = number | null | undefined;
const isNumber = (value: Maybe): value is number => typeof value === 'number' && Number.isFinite(value);

/** As `formatNumber`, but `NaN`, `∞` and `−∞` by their names; what was not recorded is missing. */
export function formatPointValue(value: PointValue | undefined): string {
  if (typeof value !== 'string') return formatNumber(value);
  return withMinus(value.replace('Infinity', '∞'));
}

/** Decimals with which the largest of a column's numbers has four significant digits; undefined where those are too many. */
export function columnDecimals(values: readonly Maybe[]): number | undefined {
  const largest = Math.max(0, ...values.filter(isNumber).map(Math.abs));
  if (largest === 0) return 0;
  const decimals = 3 - Math.floor(Math.log10(largest));
  return decimals > 6 || decimals < -3 ? undefined : Math.max(0, decimals);
}

/** With so many decimals, as the other numbers of its column. */
export function formatInColumn(value: Maybe, decimals: number | undefined): string {
  if (!isNumber(value)) return MISSING;
  if (decimals === undefined) return formatNumber(value);
  return withMinus(
    value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  );
}

/** A difference between numbers of such a column, with its sign. */
export const formatDifference = (value: number, decimals: number | undefined): string =>
  `${value > 0 ? '+' : ''}${formatInColumn(value, decimals)}`;
