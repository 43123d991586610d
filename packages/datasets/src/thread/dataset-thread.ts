/** The thread of a data set: opens it, then answers what is asked. Pictures are moved, not copied. */
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '@yoto/core';
import { OPENERS } from '../dataset-openers.ts';
import type { ImageDataset, ImageDatasetFacts } from '../image-dataset.ts';
import {
  OPENING,
  sendableError,
  type ThreadReply,
  type ThreadRequest,
  type ThreadTask,
} from './thread-messages.ts';

const port = parentPort;
if (!port)
  throw new AppError('internal', 'This file is the start of a thread; open data sets with openDataset');

const answers = new Set<Promise<void>>();

async function open({ id, params, location }: ThreadTask): Promise<ImageDataset> {
  const opener = OPENERS[id];
  if (!opener) throw new AppError('not_found', `No data set is called "${id}"`);
  return opener.open(params, location);
}

function facts({
  id,
  height,
  width,
  channels,
  valueRange,
  trainSize,
  evaluationSize,
  description,
  source,
}: ImageDataset): ImageDatasetFacts {
  return { id, height, width, channels, valueRange, trainSize, evaluationSize, description, source };
}

/** Sends the result, or the error, of `work`; false for an error. */
async function answer(
  call: number,
  work: () => Promise<Extract<ThreadReply, { value: unknown }>['value']>,
): Promise<boolean> {
  try {
    const value = await work();
    const reply: ThreadReply = { call, value };
    port?.postMessage(reply, movable(value));
    return true;
  } catch (thrown) {
    port?.postMessage({ call, error: sendableError(thrown) } satisfies ThreadReply);
    return false;
  }
}

function movable(value: Extract<ThreadReply, { value: unknown }>['value']): ArrayBuffer[] {
  const data = value && 'data' in value ? value.data : value;
  return data instanceof Float32Array ? [data.buffer as ArrayBuffer] : [];
}

function perform(dataset: ImageDataset, request: ThreadRequest) {
  switch (request.method) {
    case 'train':
      return dataset.train(...request.args);
    case 'evaluation':
      return dataset.evaluation(...request.args);
    case 'evaluationImage':
      return dataset.evaluationImage(...request.args);
    case 'close':
      return Promise.all(answers).then(() => dataset.close());
  }
}

let dataset: ImageDataset | undefined;
const isOpen = await answer(OPENING, async () => {
  dataset = await open(workerData as ThreadTask);
  return facts(dataset);
});
if (isOpen && dataset) serve(dataset);

/** Without the port's listener nothing keeps the thread alive. */
function serve(opened: ImageDataset): void {
  port?.on('message', async (request: ThreadRequest) => {
    const answered = answer(request.call, () => perform(opened, request)).then(() => undefined);
    if (request.method !== 'close') {
      answers.add(answered);
      await answered;
      answers.delete(answered);
      return;
    }
    await answered;
    port?.close();
  });
}
