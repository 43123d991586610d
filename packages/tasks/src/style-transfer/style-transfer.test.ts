/** The whole task: the contract on made pictures. */
import { rm } from 'node:fs/promises';
import { describeTask } from '@yoto/training/contract';
import { afterAll } from 'vitest';
import { makePhotographs } from '../testing/made-photographs.ts';
import { styleTransferTask } from './index.ts';

const made = await makePhotographs();
afterAll(() => rm(made, { recursive: true }));
describeTask(styleTransferTask, {
  params: { channels: 4, featureNetwork: 'random' },
  settings: { batchSize: 2, learningRate: 2e-3, steps: 30, evaluation: { examples: 3 } },
  dataDir: made,
  dataset: {
    id: 'pictures',
    params: { folder: 'made', evaluationShare: 0.3, styleFolder: 'made', imageSize: 32 },
  },
});
