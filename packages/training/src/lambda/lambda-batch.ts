/** The loss weights of a batch: one lambda per example. */
import { AppError, type JobSpec, type Lambda, lambdaQuantile, randomStream } from '@yoto/core';

export interface LambdaBatch {
  /** The columns: the task's variable terms, in the task's order. */
  terms: readonly string[];
  /** `[examples, terms]`, row-major. */
  values: Float32Array;
  examples: number;
}

/**
 * Draws a lambda for every example, anew each step (paper, section 3.1 and equation 3). The draws of a fixed job
 * are its one lambda, repeated.
 */
export function sampleLambdaBatch(
  spec: Pick<JobSpec, 'seed' | 'distribution'>,
  terms: readonly string[],
  step: number,
  examples: number,
): LambdaBatch {
  const random = randomStream(spec.seed, 'lambda', step);
  const distributions = terms.map((term) => spec.distribution[term] ?? missingWeight(term));
  const values = new Float32Array(examples * terms.length);
  let position = 0;
  for (let example = 0; example < examples; example++) {
    for (const distribution of distributions)
      values[position++] = lambdaQuantile(distribution, random.uniform());
  }
  return { terms, values, examples };
}

/** The same lambda for every example: how a model is evaluated. */
export function constantLambdaBatch(lambda: Lambda, terms: readonly string[], examples: number): LambdaBatch {
  const row = terms.map((term) => lambda[term] ?? missingWeight(term));
  const values = Float32Array.from(
    { length: examples * row.length },
    (_, i) => row[i % row.length] as number,
  );
  return { terms, values, examples };
}

function missingWeight(term: string): never {
  throw new AppError(
    'invalid_input',
    `The job gives no weight for the loss term "${term}": add one to its lambda`,
  );
}
