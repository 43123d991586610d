import type { FeatureMap } from './feature-map.ts';

/** The values of a map that are not zero, by pixel: latents and what comes out of a ReLU are mostly zero. */
export interface SparsePixels {
  /** By pixel, where its values start; one more entry for the end. */
  readonly starts: Int32Array;
  readonly channels: Int32Array;
  readonly values: Float64Array;
}

export function sparsePixels({ height, width, channels, values }: FeatureMap): SparsePixels {
  const pixels = height * width;
  const starts = new Int32Array(pixels + 1);
  const ownChannels = new Int32Array(values.length);
  const ownValues = new Float64Array(values.length);
  let count = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      const value = values[pixel * channels + channel]!;
      if (value !== 0) {
        ownChannels[count] = channel;
        ownValues[count++] = value;
      }
    }
    starts[pixel + 1] = count;
  }
  return { starts, channels: ownChannels, values: ownValues };
}
