/** Photographs as batches `images`, `[batch, height, width, 3]` in [0, 1]: crops to train on, whole pictures to evaluate. */
import type { DataFingerprint } from '@yoto/core';
import { fingerprintData, openDataset, trainingBatch } from '@yoto/datasets';
import type { Batches, TaskContext } from '@yoto/training';

const CHANNELS = 3;

export interface PhotographData {
  train: Batches;
  evaluation: Batches;
  description: string;
  fingerprint(): Promise<DataFingerprint>;
  close(): Promise<void>;
}

/**
 * Opens the job's data set. Training batches are a function of (seed, index). An evaluation batch is one picture at its
 * own size, a function of the index alone.
 */
export async function openPhotographs(context: TaskContext): Promise<PhotographData> {
  const { dataset, seed, batchSize } = context;
  const photographs = await openDataset(dataset.id, dataset.params, context);
  const { height, width, trainSize, evaluationSize, description } = photographs;
  return {
    train: {
      count: Number.POSITIVE_INFINITY,
      async at(index) {
        const examples = trainingBatch(trainSize, batchSize, seed, index);
        const draws = { seed, stream: 'augmentation', step: index };
        const data = await photographs.train(examples, draws);
        return { images: { shape: [examples.length, height, width, CHANNELS], data } };
      },
    },
    evaluation: {
      count: Math.min(context.evaluationExamples, evaluationSize),
      async at(index) {
        const image = await photographs.evaluationImage(index);
        return { images: { shape: [1, image.height, image.width, CHANNELS], data: image.data } };
      },
      async names(index) {
        const { name } = await photographs.evaluationImage(index);
        return [name ?? `picture ${index + 1}`];
      },
    },
    description,
    fingerprint: () => fingerprintData(photographs.source),
    close: () => photographs.close(),
  };
}
