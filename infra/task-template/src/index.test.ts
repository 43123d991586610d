import type { Task } from '@yoto/training';
import { describeTask } from '@yoto/training/contract';
import { task } from './index.ts';

// What every task must keep to: reproducible data and weights, gradients, lambda that arrives, no leaked tensors.
describeTask(task as Task);
