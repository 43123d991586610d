/** Runs a job on the wasm engine and keeps what it reports, for tests. */
import type { EvaluationPoint, MetricPoint, TrainedJobSpec } from '@yoto/core';
import type { ExamplePicture } from '../examples/example-picture.ts';
import type { ExampleValues } from '../examples/record-examples.ts';
import type { PictureSheet } from '../pictures/picture-sheet.ts';
import type { Task } from '../task.ts';
import { type TrainOptions, type TrainResult, type TrainSignal, trainJob } from '../train/train-job.ts';
import { shrinkTask } from './shrink-task.ts';

export interface Recording {
  result: TrainResult;
  metrics: MetricPoint[];
  evaluations: EvaluationPoint[];
  checkpoints: { step: number; bytes: Uint8Array }[];
  pictures: PictureSheet[];
  examplePictures: ExamplePicture[];
  examples: ExampleValues[];
}

export interface RecordOptions {
  task?: Task;
  resumeFrom?: Uint8Array;
  startFrom?: Uint8Array;
  signal?: TrainSignal;
  report?: Partial<TrainOptions['report']>;
}

export async function trainRecorded(spec: TrainedJobSpec, options: RecordOptions = {}): Promise<Recording> {
  const { task = shrinkTask, resumeFrom, startFrom, signal = {}, report = {} } = options;
  const metrics: MetricPoint[] = [];
  const evaluations: EvaluationPoint[] = [];
  const checkpoints: Recording['checkpoints'] = [];
  const pictures: PictureSheet[] = [];
  const examplePictures: ExamplePicture[] = [];
  const examples: ExampleValues[] = [];
  const result = await trainJob({
    spec,
    task,
    dataDir: '',
    engineName: 'wasm',
    resumeFrom,
    startFrom,
    signal,
    report: {
      data: (data) => report.data?.(data),
      async metrics(points) {
        metrics.push(...points);
        await report.metrics?.(points);
      },
      async evaluation(points) {
        evaluations.push(...points);
        await report.evaluation?.(points);
      },
      async checkpoint(step, bytes) {
        checkpoints.push({ step, bytes });
        await report.checkpoint?.(step, bytes);
      },
      progress: (progress) => report.progress?.(progress),
      async pictures(sheets) {
        pictures.push(...sheets);
        await report.pictures?.(sheets);
      },
      async examplePicture(picture) {
        examplePictures.push(picture);
        await report.examplePicture?.(picture);
      },
      async examples(values) {
        examples.push(values);
        await report.examples?.(values);
      },
      picturesFailed: (error) => report.picturesFailed?.(error),
    },
  });
  return { result, metrics, evaluations, checkpoints, pictures, examplePictures, examples };
}
