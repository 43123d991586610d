import {
  type CodecSpec,
  type DatasetSpec,
  type MetricSpec,
  PRESET_SCALES,
  type Preset,
  type PresetDetail,
  type PublishedCurves,
  planSweep,
  resolveSweepSpec,
  type TaskCatalogue,
  type TaskDetail,
  type TaskSpec,
} from '@yoto/core';
import { z } from 'zod';

/** A task as pure data: its zod schemas become JSON Schemas, from which a form can be made. */
export const taskDetail = (task: TaskSpec): TaskDetail => ({
  id: task.id,
  title: task.title,
  ...(task.description === undefined ? {} : { description: task.description }),
  ...(task.paper === undefined ? {} : { paper: task.paper }),
  params: jsonSchema(task.params),
  datasets: task.datasets.map(datasetDetail),
  lossTerms: [...task.lossTerms],
  ...(task.lossParameters && { lossParameters: [...task.lossParameters] }),
  ...(task.defaultLambda && { defaultLambda: task.defaultLambda }),
  ...(task.sums && { sums: task.sums.map((sum) => ({ ...sum, terms: [...sum.terms] })) }),
  metrics: task.metrics.map(metricDetail),
  frontierAxes: task.frontierAxes,
  codecs: (task.codecs ?? []).map(codecDetail),
  publishedCurves: (task.publishedCurves ?? []).map(publishedDetail),
  commands: (task.commands ?? []).map(({ name, description }) => ({ name, description })),
  interpolates: task.interpolates === true,
});

/** Where it is measured is the trainer's affair. */
const metricDetail = ({ onHost, ...metric }: MetricSpec): TaskDetail['metrics'][number] => metric;

const datasetDetail = (dataset: DatasetSpec): TaskDetail['datasets'][number] => ({
  id: dataset.id,
  title: dataset.title,
  ...(dataset.description === undefined ? {} : { description: dataset.description }),
  params: jsonSchema(dataset.params),
  defaults: { ...dataset.defaults },
});

const codecDetail = ({ setting, ...codec }: CodecSpec): TaskDetail['codecs'][number] => ({
  ...codec,
  setting: { ...setting, integer: setting.integer === true, defaults: [...setting.defaults] },
});

const publishedDetail = ({
  datasets,
  curves,
  ...published
}: PublishedCurves): TaskDetail['publishedCurves'][number] => ({
  ...published,
  datasets: [...datasets],
  curves: curves.map(({ points, ...curve }) => ({ ...curve, points: points.map((point) => ({ ...point })) })),
});

/** What a person may write, so defaulted fields are optional. What JSON Schema cannot say is left open. */
const jsonSchema = (schema: z.ZodType): Record<string, unknown> => ({
  ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
});

/** A preset with the size of its plan at every scale. */
export const presetDetail = (preset: Preset & { taskId: string }, tasks: TaskCatalogue): PresetDetail => ({
  name: preset.name,
  title: preset.title,
  description: preset.description,
  source: preset.source,
  taskId: preset.taskId,
  scales: PRESET_SCALES.map((scale) => {
    const { totalJobs, totalSteps } = planSweep(resolveSweepSpec(preset.spec(scale), tasks));
    return { scale, jobs: totalJobs, steps: totalSteps };
  }),
});
