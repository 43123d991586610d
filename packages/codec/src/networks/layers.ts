import { AppError } from '@yoto/core';
import type { FeatureMap } from './feature-map.ts';

/** max(x, 0) of each value, without negative zeros; NaN stays NaN. */
export function relu(values: Float64Array): Float64Array {
  return values.map((value) => (value <= 0 ? 0 : value));
}

/** x where x > 0, else slope * x. */
export function leakyRelu(values: Float64Array, slope: number): Float64Array {
  return values.map((value) => (value > 0 ? value : slope * value));
}

/**
 * Feature-wise linear modulation (Perez et al. 2018): x * scale + shift for each channel.
 *
 * @param scale [channels]
 * @param shift [channels]
 * @throws AppError `invalid_input` when the sizes do not fit.
 */
export function scaleAndShift(
  { height, width, channels, values }: FeatureMap,
  scale: ArrayLike<number>,
  shift: ArrayLike<number>,
): FeatureMap {
  if (scale.length !== channels || shift.length !== channels) {
    throw new AppError(
      'invalid_input',
      `${channels} channels need as many scales and shifts, not ${scale.length} and ${shift.length}`,
    );
  }
  const modulated = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += channels) {
    for (let c = 0; c < channels; c++) modulated[start + c] = values[start + c]! * scale[c]! + shift[c]!;
  }
  return { height, width, channels, values: modulated };
}

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
