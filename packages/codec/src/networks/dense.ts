import { AppError } from '@yoto/core';

/**
 * A fully connected layer: `output[o] = bias[o] + sum_i input[i] * weights[i, o]`, summed over rising i.
 *
 * @param weights [in, out] as in tfjs
 * @param bias [out]
 * @throws AppError `invalid_input` when the sizes do not fit.
 */
export function dense(input: Float64Array, weights: Float32Array, bias: ArrayLike<number>): Float64Array {
  const output = Float64Array.from(bias);
  if (weights.length !== input.length * output.length) {
    throw new AppError(
      'invalid_input',
      `A layer from ${input.length} to ${output.length} has ${input.length * output.length} weights, not ${weights.length}`,
    );
  }
  for (let i = 0; i < input.length; i++) {
    for (let o = 0; o < output.length; o++) {
      output[o] = output[o]! + input[i]! * weights[i * output.length + o]!;
    }
  }
  return output;
}
