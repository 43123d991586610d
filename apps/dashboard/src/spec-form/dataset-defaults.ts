/** What a data set suggests; on the wire the suggestions are open JSON, so every field is checked. */
import { LambdaDistribution, type TaskDetail } from '@yoto/core';
import { z } from 'zod';

export type DatasetDetail = TaskDetail['datasets'][number];

const number = z.number().optional().catch(undefined);
const Suggestions = z.object({
  steps: number,
  batchSize: number,
  learningRate: number,
  weightDecay: number,
  filmStrength: number,
  conditioningHiddenUnits: number,
  distribution: z.record(z.string(), LambdaDistribution).catch({}),
});

export const datasetDefaults = (dataset: DatasetDetail | undefined) =>
  Suggestions.parse(dataset?.defaults ?? {});

/** The data set of that id, or the task's default one. */
export const findDataset = (task: TaskDetail | undefined, id: string): DatasetDetail | undefined =>
  task?.datasets.find((dataset) => dataset.id === id) ?? task?.datasets[0];
