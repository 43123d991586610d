/** A weight that someone asks a trained model for. */
import { AppError } from '@yoto/core';

export interface WeightLimits {
  /** The loss term that it is the weight of. */
  term: string;
  /** Equal where the model was trained for one weight. */
  min: number;
  max: number;
}

/** People type rounded numbers: a weight that is off by less is taken for the limit that it is near to. */
const TOLERANCE = 1e-3;

/** `weight`, within the limits. Throws `invalid_input` for one that the model was not trained for. */
export function trainedWeight({ min, max, term }: WeightLimits, weight: number): number {
  const within = Math.min(max, Math.max(min, weight));
  if (Math.abs(within - weight) <= TOLERANCE * within) return within;
  throw min === max
    ? new AppError(
        'invalid_input',
        `This model was trained for one weight, ${term} = ${min}, not ${weight}`,
        {
          details: { fix: 'leave it out, or use the model of another job: YOTO models cover a range' },
        },
      )
    : new AppError(
        'invalid_input',
        `This model was trained for weights from ${min} to ${max} of ${term}; ${weight} is outside`,
        { details: { fix: `choose one from ${min} to ${max}` } },
      );
}
