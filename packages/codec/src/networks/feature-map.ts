/**
 * Networks whose results are the same bits on every machine: the decoder must compute exactly the scales that the encoder
 * computed, maybe on another engine. They are plain float64 arithmetic in a fixed order (+ - * / only, which IEEE 754 and
 * ECMAScript round exactly and never fuse). Tensor engines promise neither the order nor the rounding.
 */
import { AppError } from '@yoto/core';

/** One image of channels, channels last, as tfjs' NHWC with a batch of one. */
export interface FeatureMap {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** [height, width, channels] */
  readonly values: Float64Array;
}

/** A map of these values. @throws AppError `invalid_input` when their number does not fit the sizes. */
export function featureMap(
  height: number,
  width: number,
  channels: number,
  values: ArrayLike<number>,
): FeatureMap {
  if (values.length !== height * width * channels) {
    throw new AppError(
      'invalid_input',
      `A map of ${height} x ${width} x ${channels} has ${height * width * channels} values, not ${values.length}`,
    );
  }
  return { height, width, channels, values: Float64Array.from(values) };
}

/** A map whose pixels all are `pixel` ([channels]; without, zeros): where a layer adds its products to its bias. */
export function filledMap(
  height: number,
  width: number,
  channels: number,
  pixel: ArrayLike<number> | undefined,
): FeatureMap {
  const values = new Float64Array(height * width * channels);
  if (pixel !== undefined) {
    if (pixel.length !== channels) {
      throw new AppError(
        'invalid_input',
        `A bias for ${channels} channels has as many values, not ${pixel.length}`,
      );
    }
    for (let start = 0; start < values.length; start += channels) values.set(pixel, start);
  }
  return { height, width, channels, values };
}
