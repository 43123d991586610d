/** Ticks at round values, whatever part of an axis is shown: Chart.js has none between 2,100 and 4,900 on a logarithmic one. */
import { formatInColumn, formatNumber } from '../format/numbers.ts';

/** A tick with its text; of the finer ones between, that is empty. */
export interface AxisTick {
  value: number;
  text: string;
}

export interface AxisPart {
  min: number;
  max: number;
  log: boolean;
  /** Whole numbers alone. */
  whole?: boolean;
  /** Along the axis, in CSS pixels. */
  length: number;
  /** What one label needs, in CSS pixels. */
  labelSpace: number;
}

/** The coarsest first. */
const LOG_FACTORS = [
  [1],
  [1, 3],
  [1, 2, 5],
  [1, 1.5, 2, 3, 5, 7],
  [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9],
];
const FINE_FACTORS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** More decades than this have no room for finer lines. */
const MOST_FINE_DECADES = 6;
/** Where a logarithmic axis looks like a linear one. */
const ALMOST_LINEAR = 3;
const FEWEST = 3;

/** Round values between `min` and `max`, as many as their labels have room for; with three or more, if any three have. */
export function axisTicks(part: AxisPart): AxisTick[] {
  const { min, max, log } = part;
  if (!(max > min) || !Number.isFinite(max - min)) return [];
  return log && min > 0 ? logTicks(part) : linearTicks(part);
}

function linearTicks(part: AxisPart): AxisTick[] {
  const { min, max } = part;
  const least = ((max - min) * part.labelSpace) / Math.max(part.length, 1);
  const round = roundStep(Math.min(least, (max - min) / (FEWEST - 1)));
  const step = part.whole ? Math.max(1, round) : round;
  const values = multiples(step, min, max);
  return labelled(values, step);
}

/** The least of 1, 2 and 5 times a power of ten that is no less. */
function roundStep(least: number): number {
  const power = Math.floor(Math.log10(least));
  const candidates = [1, 2, 5, 10].map((factor) => Number(`${factor}e${power}`));
  return candidates.find((step) => step >= least * (1 - 1e-9)) ?? least;
}

function multiples(step: number, min: number, max: number): number[] {
  const values: number[] = [];
  const slack = step * 1e-6;
  for (let i = Math.ceil((min - slack) / step); i * step <= max + slack; i++)
    values.push(Number((i * step).toPrecision(12)));
  return values;
}

/** All with the decimals that their step has: `0.20`, `0.25`. */
function labelled(values: readonly number[], step: number): AxisTick[] {
  const largest = Math.max(...values.map(Math.abs));
  const decimals = largest >= 1e7 || step < 1e-6 ? undefined : decimalsOf(step);
  return values.map((value) => ({
    value,
    text: value === 0 ? '0' : decimals === undefined ? formatNumber(value) : formatInColumn(value, decimals),
  }));
}

const decimalsOf = (step: number): number => Math.max(0, -Math.floor(Math.log10(step) + 1e-9));

function logTicks(part: AxisPart): AxisTick[] {
  const { min, max, length, labelSpace } = part;
  const decades = Math.log10(max / min);
  const room = (values: readonly number[]) =>
    values.every((value, i) => {
      const before = values[i - 1];
      return before === undefined || (Math.log10(value / before) / decades) * length >= labelSpace;
    });
  const sets = LOG_FACTORS.map((factors) => powersWith(factors, min, max));
  const densest = sets.filter(room).at(-1);
  if (max / min <= ALMOST_LINEAR && (densest === undefined || densest.length < FEWEST))
    return linearTicks(part);
  const shown = densest ?? everyFewDecades(min, max, Math.max(1, Math.floor(length / labelSpace)));
  const fine = decades <= MOST_FINE_DECADES ? powersWith(FINE_FACTORS, min, max) : [];
  const ticks = [...new Set([...shown, ...fine])].sort((a, b) => a - b);
  return ticks.map((value) => ({ value, text: shown.includes(value) ? formatNumber(value) : '' }));
}

function powersWith(factors: readonly number[], min: number, max: number): number[] {
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power++)
    for (const factor of factors) {
      const value = Number(`${factor}e${power}`);
      if (value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9)) values.push(value);
    }
  return values;
}

/** Powers of ten, at most so many. */
function everyFewDecades(min: number, max: number, most: number): number[] {
  const powers = powersWith([1], min, max);
  const every = Math.ceil(powers.length / most);
  return powers.filter((value) => Math.round(Math.log10(value)) % every === 0);
}
