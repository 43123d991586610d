import type { DataSource } from './fingerprint/data-source.ts';

/** What every data set of pictures offers. */
export interface ImageDataset extends ImageDatasetFacts {
  /**
   * Training pictures `[indices.length, height, width, channels]`, indices in [0, trainSize). Augmentation,
   * where the data set has one, is a pure function of the pictures and of the stream that `draws` names.
   */
  train(indices: readonly number[], draws: StreamKey): Promise<Float32Array>;
  /** Held-out pictures at the size of the training pictures, in the same layout, indices in [0, evaluationSize). */
  evaluation(indices: readonly number[]): Promise<Float32Array>;
  /** A held-out picture at its own size, which differs from `height` and `width` where the pictures are photographs. */
  evaluationImage(index: number): Promise<SizedImage>;
  /** Waits for what was asked and is not yet answered. */
  close(): Promise<void>;
}

export interface ImageDatasetFacts {
  id: string;
  height: number;
  width: number;
  channels: number;
  /** Range of the values of all pictures. */
  valueRange: readonly [number, number];
  trainSize: number;
  evaluationSize: number;
  /** What was found where, for people: which files, how many pictures, how they were split. */
  description: string;
  /** Where all of its pictures come from, for `fingerprintData`. */
  source: DataSource;
}

/** The arguments of `randomStream`: unlike a stream, they can be sent to another thread. */
export interface StreamKey {
  seed: number;
  stream: string;
  step: number;
}

/** One picture `[height, width, channels]`. */
export interface SizedImage {
  height: number;
  width: number;
  data: Float32Array;
  /** Of its file, below the folder of the data set, or of what is drawn; absent where the pictures have no names of their own. */
  name?: string;
}
