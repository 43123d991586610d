/** From values to places along an axis, and the marks on it. Our own: two scales do not justify a charting library. */

export interface AxisScale {
  kind: 'linear' | 'log';
  low: number;
  high: number;
  /** 0 at the low end, 1 at the high one. */
  place(value: number): number;
  /** Values to be marked, labelled ones and the finer ones between. */
  ticks: { value: number; label: string | undefined }[];
}

/** Beyond this ratio a linear axis would press most values together. */
const LOG_FROM_RATIO = 20;
const MARGIN = 0.04;
const FEWEST_TICKS = 4;

/** A scale that shows all values, logarithmic where they are positive and far apart (or `kind` says so). */
export function axisScale(values: readonly number[], kind?: AxisScale['kind']): AxisScale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (values.length === 0) return linearScale(0, 1);
  const canBeLog = low > 0;
  const isLog = kind === undefined ? high / low >= LOG_FROM_RATIO : kind === 'log';
  return canBeLog && isLog ? logScale(low, high) : linearScale(low, high);
}

function linearScale(least: number, most: number): AxisScale {
  const spread = most - least || Math.abs(most) || 1;
  const low = least - MARGIN * spread;
  const high = most + MARGIN * spread;
  const step = niceStep((high - low) / FEWEST_TICKS);
  const ticks: AxisScale['ticks'] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) {
    const value = Number((i * step).toPrecision(12));
    ticks.push({ value, label: tickLabel(value) });
  }
  return { kind: 'linear', low, high, place: (value) => (value - low) / (high - low), ticks };
}

/** The largest step of 1, 2 or 5 times a power of ten that is no larger than `most`. */
function niceStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [5, 2, 1].find((candidate) => candidate * power <= most) ?? 1;
  return factor * power;
}

function logScale(least: number, most: number): AxisScale {
  const spread = Math.log(most / least) || 1;
  const low = least * Math.exp(-MARGIN * spread);
  const high = most * Math.exp(MARGIN * spread);
  const decades = Math.log10(high / low);
  // One label a decade, or 1-2-5 where there are few; every so many decades where there are very many.
  const factors = decades < 2 ? [1, 2, 5] : [1];
  const everyDecades = Math.ceil(decades / 10);
  const ticks: AxisScale['ticks'] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (let factor = 1; factor < 10; factor++) {
      const value = Number(`${factor}e${power}`);
      if (value < low || value > high) continue;
      const isLabelled = factors.includes(factor) && power % everyDecades === 0;
      if (isLabelled || decades <= 10)
        ticks.push({ value, label: isLabelled ? tickLabel(value) : undefined });
    }
  }
  const place = (value: number) => Math.log(value / low) / Math.log(high / low);
  return { kind: 'log', low, high, place, ticks: labelledAtLeastTwice(ticks) };
}

/** A short axis may hold no round number. */
function labelledAtLeastTwice(ticks: AxisScale['ticks']): AxisScale['ticks'] {
  if (ticks.filter(({ label }) => label !== undefined).length >= 2) return ticks;
  return ticks.map(({ value }) => ({ value, label: tickLabel(value) }));
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Plain digits up to a million, else a power of ten. */
export function tickLabel(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e6))
    return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
  const power = Math.floor(Math.log10(size) + 1e-9);
  const factor = Number((value / 10 ** power).toPrecision(3));
  const digits = String(Math.abs(power)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? '');
  const tenTo = `10${power < 0 ? '⁻' : ''}${digits}`;
  return factor === 1 ? tenTo : `${factor}·${tenTo}`;
}
