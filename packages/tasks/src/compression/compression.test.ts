/** The whole task: the contract on made pictures and, with YOTO_TEST_FULL=1, on real photographs of several sizes. */
import { rm } from 'node:fs/promises';
import { describeTask } from '@yoto/training/contract';
import { afterAll } from 'vitest';
import { MADE_PHOTOGRAPHS, makePhotographs } from '../testing/made-photographs.ts';
import { compressionTask } from './index.ts';

const small = {
  params: { channels: 12, hyperChannels: 8 },
  settings: { batchSize: 4, learningRate: 2e-3, steps: 30, evaluation: { examples: 2 } },
};

const made = await makePhotographs();
afterAll(() => rm(made, { recursive: true }));
describeTask(compressionTask, {
  ...small,
  dataDir: made,
  dataset: { id: 'images', params: MADE_PHOTOGRAPHS },
});

const dataDir = process.env.YOTO_TEST_DATA;
if (dataDir && process.env.YOTO_TEST_FULL === '1') {
  const params = { folder: 'photos', evaluationFolder: 'kodak', cropSize: 64 };
  describeTask(compressionTask, { ...small, dataDir, dataset: { id: 'images', params } });
}
