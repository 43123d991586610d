/** What one sweep may be, whatever it is multiplied from: the rows it makes and the memory it takes have a bound. */
import { AppError } from '../errors.ts';

export const MAX_JOBS_PER_SWEEP = 5000;
const MAX_STEPS_PER_SWEEP = 100_000_000_000;
/** Of all groups together: series times lambdas, whose analysis is some 12 MB of JSON and more than anyone reads. */
export const MAX_EVALUATION_LAMBDAS_PER_SWEEP = 10_000;
/** Of the specs of all jobs as JSON, each self-contained: 5,000 jobs with 500 evaluation lambdas of one weight fit. */
const MAX_SPEC_MIB = 64;
const MIB = 1024 ** 2;

/** Each throws `invalid_input`, naming the limit, where there are more. */
export const limitJobs = (jobs: number) => limit(jobs, MAX_JOBS_PER_SWEEP, 'jobs', 'lambdas or seeds');
export const limitSteps = (steps: number) =>
  limit(steps, MAX_STEPS_PER_SWEEP, 'training steps', 'jobs or steps');
export const limitEvaluationLambdas = (lambdas: number) =>
  limit(lambdas, MAX_EVALUATION_LAMBDAS_PER_SWEEP, 'evaluation lambdas in all groups', 'lambdas or groups');
export const limitSpecBytes = (bytes: number) =>
  limit(Math.ceil(bytes / MIB), MAX_SPEC_MIB, 'MiB of job specs', 'evaluation lambdas, seeds or labels');

function limit(value: number, most: number, what: string, fewer: string): void {
  if (value <= most) return;
  throw new AppError(
    'invalid_input',
    `The sweep has ${value} ${what}, more than the limit of ${most}: use fewer ${fewer}, or several sweeps`,
  );
}
