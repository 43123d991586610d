/** The line between the two models of an interpolation, and where a lambda is on it. */
import { AppError, type InterpolationJobSpec, type Lambda } from '@yoto/core';

export interface InterpolationRange {
  /** The lambda of the model with the least weight. */
  least: Lambda;
  /** The lambda of the model with the greatest weight. */
  greatest: Lambda;
  /** The position of log(weight) between those of the two models: exactly 0 at `least`, exactly 1 at `greatest`. */
  shareOf(lambda: Lambda): number;
}

/** Throws `invalid_input` unless the lambdas of the two models differ in one weight, above 0, alone. */
export function interpolationRange({ sources }: Pick<InterpolationJobSpec, 'sources'>): InterpolationRange {
  const [least, greatest] = [sources.least.lambda, sources.greatest.lambda];
  const [term, ...others] = Object.keys(greatest).filter((name) => greatest[name] !== least[name]);
  const [min, max] = [least[term ?? ''] ?? 0, greatest[term ?? ''] ?? 0];
  if (term === undefined || others.length > 0 || !(min > 0 && max > min)) {
    throw new AppError(
      'invalid_input',
      'The job cannot interpolate: the lambdas of its two models must differ in one loss weight, above 0, and in nothing else',
    );
  }
  return {
    least,
    greatest,
    shareOf: (lambda) => Math.log((lambda[term] ?? min) / min) / Math.log(max / min),
  };
}
