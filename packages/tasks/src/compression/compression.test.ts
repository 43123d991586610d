/** The whole task: the contract on made pictures and, where they are, on real photographs of several sizes; whole ones with YOTO_TEST_FULL=1. */
import { rm } from 'node:fs/promises';
import { describeTask } from '@yoto/training/contract';
import { afterAll } from 'vitest';
import { cutPhotographs } from '../testing/cut-photographs.ts';
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

const CUTS = {
  photos: Array.from({ length: 4 }, () => ({ height: 128, width: 128 })),
  kodak: [
    { height: 96, width: 144 },
    { height: 136, width: 88 },
  ],
};
const dataDir = process.env.YOTO_TEST_DATA;
if (dataDir) {
  const isWhole = process.env.YOTO_TEST_FULL === '1';
  const photographs = isWhole ? dataDir : await cutPhotographs(dataDir, CUTS);
  afterAll(() => (isWhole ? undefined : rm(photographs, { recursive: true })));
  const params = { folder: 'photos', evaluationFolder: 'kodak', cropSize: 64 };
  describeTask(compressionTask, { ...small, dataDir: photographs, dataset: { id: 'images', params } });
}
