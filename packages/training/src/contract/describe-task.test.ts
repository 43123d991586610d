import { shrinkTask } from '../testing/shrink-task.ts';
import { describeTask } from './describe-task.ts';

describeTask(shrinkTask);
