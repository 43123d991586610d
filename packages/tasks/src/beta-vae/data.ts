/** Pictures as batches `images`: `[batch, side, side, 3]`. */
import type { DataFingerprint } from '@yoto/core';
import { fingerprintData, type ImageDataset, openDataset, trainingBatch } from '@yoto/datasets';
import type { Batches, HostBatch, TaskContext } from '@yoto/training';

export interface PictureData {
  train: Batches;
  evaluation: Batches;
  description: string;
  fingerprint(): Promise<DataFingerprint>;
  close(): Promise<void>;
}

/** Opens the job's data set. Training batches are a function of (seed, index), the evaluation's of the index alone. */
export async function openPictures(context: TaskContext): Promise<PictureData> {
  const { dataset, seed, batchSize } = context;
  const pictures = await openDataset(dataset.id, dataset.params, context);
  const evaluated = Math.min(context.evaluationExamples, pictures.evaluationSize);
  return {
    train: {
      count: Number.POSITIVE_INFINITY,
      async at(index) {
        const examples = trainingBatch(pictures.trainSize, batchSize, seed, index);
        const draws = { seed, stream: 'augmentation', step: index };
        return hostBatch(pictures, examples.length, await pictures.train(examples, draws));
      },
    },
    evaluation: {
      count: Math.ceil(evaluated / batchSize),
      async at(index) {
        const first = index * batchSize;
        const size = Math.min(batchSize, evaluated - first);
        const examples = Array.from({ length: size }, (_, i) => first + i);
        return hostBatch(pictures, size, await pictures.evaluation(examples));
      },
    },
    description: pictures.description,
    fingerprint: () => fingerprintData(pictures.source),
    close: () => pictures.close(),
  };
}

function hostBatch(
  { height, width, channels }: ImageDataset,
  examples: number,
  data: Float32Array,
): HostBatch {
  return { images: { shape: [examples, height, width, channels], data } };
}
