/** Where a series does not do what a frontier should, one line each. */
import type { SeriesAnalysis } from '@yoto/core';
import { lambdaText } from '../../../format/lambda-text.ts';
import { formatPercent, formatRounded } from '../../../format/numbers.ts';

/** A step this many times the even one is a hole. */
const HOLE = 2;

export function oddities({ name, monotonicity, coverage }: SeriesAnalysis): string[] {
  const rises = (monotonicity?.violations ?? []).map(
    ({ term, from, to, increase, tolerance }) =>
      `${name}: ${term} grew by ${formatRounded(increase)} (tolerance ${formatRounded(tolerance)}) from ${lambdaText(from)} to ${lambdaText(to)}.`,
  );
  const outdone = (monotonicity?.outdone ?? []).map(
    ({ lambda, by, difference, tolerance }) =>
      `${name}: at ${lambdaText(lambda)} the point of ${lambdaText(by)} has a full loss smaller by ${formatRounded(difference)} (tolerance ${formatRounded(tolerance)}).`,
  );
  const even = coverage?.evenGap ?? Number.POSITIVE_INFINITY;
  const holes = (coverage?.gaps ?? [])
    .filter(({ size }) => size >= HOLE * even)
    .map(
      ({ from, to, size }) =>
        `${name}: a gap of ${formatPercent(size)} of the range from ${lambdaText(from)} to ${lambdaText(to)}.`,
    );
  const still = (coverage?.still ?? []).map(
    ({ from, to }) => `${name}: hardly moves from ${lambdaText(from)} to ${lambdaText(to)}.`,
  );
  return [...rises, ...outdone, ...holes, ...still];
}
