import { rm } from 'node:fs/promises';
import type { Task } from '@yoto/training';
import { afterAll, beforeAll } from 'vitest';
import { describeGolden, goldenJob } from '../testing/golden.ts';
import { MADE_PHOTOGRAPHS, makePhotographs } from '../testing/made-photographs.ts';
import { compressionTask } from './index.ts';

let folder = '';
beforeAll(async () => {
  folder = await makePhotographs();
});
afterAll(() => rm(folder, { recursive: true }));

const MADE = { id: 'images', params: MADE_PHOTOGRAPHS };
const task = compressionTask as Task;
const JOBS = [
  goldenJob(task, MADE, 'fixed', { distortion: 0.02 }, { channels: 12 }),
  goldenJob(task, MADE, 'yoto', {}, { channels: 12 }),
];
describeGolden(JOBS, new URL('./golden.json', import.meta.url), () => folder);
