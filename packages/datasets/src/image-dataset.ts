/** What every data set of pictures offers. */
import type { RandomStream } from '@yoto/core';

export interface ImageDataset {
  id: string;
  height: number;
  width: number;
  channels: number;
  /** Range of the values that `train` and `evaluation` give. */
  valueRange: readonly [number, number];
  trainSize: number;
  evaluationSize: number;
  /** What was found where, for people: which files, how many pictures, how they were split. */
  description: string;
  /**
   * Training pictures `[indices.length, height, width, channels]`, indices in [0, trainSize). Augmentation,
   * where the data set has one, is a pure function of the picture and of `draws`.
   */
  train(indices: readonly number[], draws: RandomStream): Promise<Float32Array>;
  /** Held-out pictures as they are, in the same layout, indices in [0, evaluationSize). */
  evaluation(indices: readonly number[]): Promise<Float32Array>;
  close(): Promise<void>;
}
