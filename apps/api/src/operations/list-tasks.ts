import { taskDetail } from '../wire/task.ts';
import type { Operation } from './operation.ts';

export const listTasks: Operation<'listTasks'> = async ({ tasks }) => ({
  items: tasks.all().map(taskDetail),
});
