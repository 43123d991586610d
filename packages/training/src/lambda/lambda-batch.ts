/** The loss weights and parameters of a batch: one lambda per example. */
import {
  AppError,
  type Lambda,
  type LambdaDistribution,
  lambdaQuantile,
  randomStream,
  type TrainedJobSpec,
} from '@yoto/core';
import { tf } from '@yoto/engine';
import type { ExampleLambdas } from '../task.ts';

export interface LambdaBatch {
  /** The columns: the task's varying weights, then its loss parameters, in the task's order. */
  variables: readonly string[];
  /** `[examples, variables]`, row-major. */
  values: Float32Array;
  examples: number;
}

/**
 * Draws a lambda for every example, anew each step (paper, section 3.1 and equation 3). The draws of a fixed job
 * are its one lambda, repeated. Antithetic draws: the examples 2k and 2k + 1 mirror each other.
 */
export function sampleLambdaBatch(
  spec: Pick<TrainedJobSpec, 'seed' | 'distribution' | 'draws'>,
  variables: readonly string[],
  step: number,
  examples: number,
): LambdaBatch {
  const random = randomStream(spec.seed, 'lambda', step);
  const distributions = variables.map((name) => spec.distribution[name] ?? missingValue(name));
  const values = new Float32Array(examples * variables.length);
  let shares: number[] = [];
  for (let example = 0; example < examples; example++) {
    const mirrored = spec.draws === 'antithetic' && example % 2 === 1;
    shares = mirrored ? shares.map((share) => 1 - share) : distributions.map(() => random.uniform());
    const row = shares.map((share, column) =>
      lambdaQuantile(distributions[column] as LambdaDistribution, share),
    );
    values.set(row, example * variables.length);
  }
  return { variables, values, examples };
}

/** The same lambda for every example: how a model is evaluated. */
export function constantLambdaBatch(
  lambda: Lambda,
  variables: readonly string[],
  examples: number,
): LambdaBatch {
  const row = variables.map((name) => lambda[name] ?? missingValue(name));
  const values = Float32Array.from(
    { length: examples * row.length },
    (_, i) => row[i % row.length] as number,
  );
  return { variables, values, examples };
}

/** Each column as a tensor, by its name; within `tf.tidy`. */
export function lambdaColumns({ variables, values, examples }: LambdaBatch): ExampleLambdas {
  const columns = variables.map((name, column) => {
    const ofExample = (_: unknown, example: number) => values[example * variables.length + column] as number;
    return [name, tf.tensor1d(Float32Array.from({ length: examples }, ofExample))] as const;
  });
  return Object.fromEntries(columns);
}

function missingValue(name: string): never {
  throw new AppError('invalid_input', `The job's lambda has no value for "${name}": add one`);
}
