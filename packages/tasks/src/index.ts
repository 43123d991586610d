export { loadTasks } from './load-tasks.ts';
