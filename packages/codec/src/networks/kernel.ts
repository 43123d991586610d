import { AppError } from '@yoto/core';

/** The weights of a convolution; float32 values, as they are trained and stored, are exact in float64. */
export interface Kernel {
  /** As in tfjs: `[height, width, in, out]`, or `[height, width, out, in]` of a transposed convolution. */
  readonly shape: readonly [height: number, width: number, number, number];
  readonly values: Float32Array;
}

/** @throws AppError `invalid_input` unless the kernel takes `channels` and has as many weights as its shape says. */
export function checkKernel({ shape, values }: Kernel, takes: number, channels: number): void {
  const size = shape.reduce((product, length) => product * length, 1);
  if (values.length !== size) {
    throw new AppError('invalid_input', `A kernel [${shape}] has ${size} weights, not ${values.length}`);
  }
  if (takes !== channels) {
    throw new AppError('invalid_input', `A kernel [${shape}] takes ${takes} channels, not ${channels}`);
  }
}
