import { describe } from 'vitest';
import { frozenTask } from '../testing/frozen-task.ts';
import { shrinkTask } from '../testing/shrink-task.ts';
import { describeTask } from './describe-task.ts';

describeTask(shrinkTask);
describe('with frozen weights', () => describeTask(frozenTask()));
