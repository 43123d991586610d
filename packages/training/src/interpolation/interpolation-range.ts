/** The line between the two models of an interpolation, and where a lambda is on it. */
import { AppError, type JobSpec, type Lambda } from '@yoto/core';

export interface InterpolationRange {
  /** The lambda of the model with the least weight. */
  least: Lambda;
  /** The lambda of the model with the greatest weight. */
  greatest: Lambda;
  /** The position of log(weight) between those of the two models: exactly 0 at `least`, exactly 1 at `greatest`. */
  shareOf(lambda: Lambda): number;
}

/** Throws `invalid_input` unless the job is an interpolation, whose distribution is a range of one weight. */
export function interpolationRange({
  kind,
  distribution,
}: Pick<JobSpec, 'kind' | 'distribution'>): InterpolationRange {
  const ends = (end: 'min' | 'max'): Lambda =>
    Object.fromEntries(
      Object.entries(distribution).map(([term, one]) => [term, one.kind === 'fixed' ? one.value : one[end]]),
    );
  const ranges = Object.entries(distribution).flatMap(([term, one]) =>
    one.kind === 'log-uniform' ? [{ term, ...one }] : [],
  );
  const [range] = ranges;
  if (kind !== 'interpolation' || !range || ranges.length > 1) {
    throw new AppError(
      'invalid_input',
      'The job is no interpolation: it needs a log-uniform range of one loss weight, and fixed values for the others',
    );
  }
  const { term, min, max } = range;
  return {
    least: ends('min'),
    greatest: ends('max'),
    shareOf: (lambda) => Math.log((lambda[term] ?? min) / min) / Math.log(max / min),
  };
}
