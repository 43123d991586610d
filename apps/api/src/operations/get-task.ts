import { taskDetail } from '../wire/task.ts';
import type { Operation } from './operation.ts';

export const getTask: Operation<'getTask'> = async ({ tasks }, { params }) =>
  taskDetail(tasks.get(params.id));
