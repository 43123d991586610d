import type { Task } from '@yoto/training';
import { describe } from 'vitest';
import { describeGolden, goldenJob } from '../testing/golden.ts';
import { betaVaeTask } from './index.ts';

const LOG = new URL('./golden.json', import.meta.url);
const task = betaVaeTask as Task;
const jobsOn = (id: string) => [
  goldenJob(task, { id }, 'fixed', { kl: 4 }),
  goldenJob(task, { id }, 'yoto', {}),
];

describeGolden(jobsOn('shapes3d-rendered'), LOG, () => '');

/** With the first 20,000 training pictures, in data_batch_1.bin and data_batch_2.bin. */
const dataDir = process.env.YOTO_TEST_DATA;
describe.skipIf(!dataDir)('on real pictures (set YOTO_TEST_DATA to a folder with CIFAR-10)', () => {
  describeGolden(jobsOn('cifar10'), LOG, () => dataDir ?? '');
});
