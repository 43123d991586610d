/** Values with how far they may be off. */
import type { Spread } from '../charts/seed-spread.ts';
import { formatNumber, formatRounded, formatSigned } from './numbers.ts';

/** `102 [98, 106]` with an interval, `102 ± 3` with a deviation, or the value alone where there is one seed. */
export const formatSpread = (value: number | null, spread: Spread | undefined): string =>
  withSpread(formatNumber(value), spread);

/** The same with the value's sign: a difference. */
export const formatSignedSpread = (value: number | null, spread: Spread | undefined): string =>
  withSpread(formatSigned(value), spread);

function withSpread(text: string, spread: Spread | undefined): string {
  if (!spread) return text;
  if (spread.kind === 'interval')
    return `${text} [${formatRounded(spread.low)}, ${formatRounded(spread.high)}]`;
  return `${text} ± ${formatNumber(Number(spread.deviation.toPrecision(2)))}`;
}
