/** Which weights of the distortion a trained model can be asked for. */
import { AppError, lambdaRange, type TrainedJobSpec, variableTerms } from '@yoto/core';
import { compressionSpec } from '../spec.ts';

export interface LambdaLimits {
  /** The loss term whose weight lambda is. */
  term: string;
  /** Equal for a fixed job. */
  min: number;
  max: number;
}

/** People type rounded numbers: a weight that is off by less is taken for the limit that it is near to. */
const TOLERANCE = 1e-3;

export function lambdaLimits({ distribution }: Pick<TrainedJobSpec, 'distribution'>): LambdaLimits {
  const [term = ''] = variableTerms(compressionSpec);
  const own = distribution[term];
  if (!own) throw new AppError('invalid_input', `The job of this model says nothing of the weight "${term}"`);
  return { term, ...lambdaRange(own) };
}

/** `lambda`, within the limits. Throws `invalid_input` for one that the model was not trained for. */
export function checkedLambda(limits: LambdaLimits, lambda: number): number {
  const { min, max, term } = limits;
  const within = Math.min(max, Math.max(min, lambda));
  if (Math.abs(within - lambda) <= TOLERANCE * within) return within;
  throw min === max
    ? new AppError(
        'invalid_input',
        `This model was trained for one weight, ${term} = ${min}, not ${lambda}`,
        {
          details: { fix: 'leave --lambda out, or use the model of another job: YOTO models cover a range' },
        },
      )
    : new AppError(
        'invalid_input',
        `This model was trained for weights from ${min} to ${max} of ${term}; ${lambda} is outside`,
        { details: { fix: `choose a --lambda from ${min} to ${max}` } },
      );
}
