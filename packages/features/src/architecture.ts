/** What a network is without its weights. */
import type { tf } from '@yoto/engine';

/** The weights that a network runs with, by name; throws for one that it did not declare. */
export type WeightLookup = <T extends tf.Tensor>(name: string) => T;

export interface Architecture {
  /** Every weight by its name, with its shape; filters are `[rows, columns, inputs, outputs]`. */
  weights: ReadonlyMap<string, readonly number[]>;
  /** The layers that can be asked for, from the images on. */
  layerNames: readonly string[];
  /** The filter that meets the images. */
  firstFilter: string;
  /**
   * Runs the network on prepared images layer by layer: whoever takes no more of them stops it. Yields each layer of
   * `layerNames`, in that order.
   */
  run(
    images: tf.Tensor4D,
    weights: WeightLookup,
  ): Generator<readonly [name: string, activations: tf.Tensor4D]>;
}

/** How images in [0, 1] become what the weights were trained on: (image - mean) * scale, for red, green and blue. */
export interface InputPreparation {
  mean: readonly [number, number, number];
  scale: readonly [number, number, number];
  /** In which order the first filter takes the channels. */
  order: 'rgb' | 'bgr';
}

/** One way of naming and storing the weights in a file. */
export interface WeightLayout {
  /** The name in the file of a weight of ours. */
  nameInFile(name: string): string;
  /** How filters are stored: as ours (HWIO), or `[outputs, inputs, rows, columns]` (OIHW), as torch does. */
  filters: 'hwio' | 'oihw';
  input: InputPreparation;
}
