/** Where a series does not do what a frontier should, one line each. */
import type { ComparisonSeries } from '@yoto/core';
import { lambdaText, placeText } from '../../../format/lambda-text.ts';
import { formatPercent, formatRounded } from '../../../format/numbers.ts';

/** A step of this many times the mean one is a hole. */
const HOLE = 2;

export function oddities({ name, monotonicity, coverage }: ComparisonSeries): string[] {
  const rises = (monotonicity.value?.violations ?? []).map(
    ({ term, from, to, increase, tolerance }) =>
      `${name}: ${term} grew by ${formatRounded(increase)} (tolerance ${formatRounded(tolerance)}) from ${lambdaText(from)} to ${lambdaText(to)}.`,
  );
  const outdone = (monotonicity.value?.outdone ?? []).map(
    ({ lambda, by, difference, tolerance }) =>
      `${name}: at ${lambdaText(lambda)} the point of ${lambdaText(by)} has a full loss smaller by ${formatRounded(difference)} (tolerance ${formatRounded(tolerance)}).`,
  );
  const even = coverage.value?.evenGap ?? Number.POSITIVE_INFINITY;
  const holes = (coverage.value?.gaps ?? [])
    .filter(({ size }) => size >= HOLE * even)
    .map(
      ({ from, to, size }) =>
        `${name}: a gap of ${formatPercent(size)} of the range from ${placeText(from)} to ${placeText(to)}.`,
    );
  const still = (coverage.value?.still ?? []).map(
    ({ from, to }) => `${name}: hardly moves from ${placeText(from)} to ${placeText(to)}.`,
  );
  return [...rises, ...outdone, ...holes, ...still];
}
