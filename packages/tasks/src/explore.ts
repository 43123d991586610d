/** The code of the tasks whose trained models can be explored in a browser, each loaded when it is asked for. */
import type { ExploreTask } from '@yoto/training';
import { type ExploredTaskId, isExploredTask } from './explored.ts';

const TASKS: Readonly<Record<ExploredTaskId, () => Promise<{ exploreTask: ExploreTask }>>> = {
  'beta-vae': () => import('./beta-vae/explore.ts'),
  compression: () => import('./compression/explore.ts'),
  'style-transfer': () => import('./style-transfer/explore.ts'),
};

/** Undefined for a task that does not offer it. */
export async function loadExploreTask(taskId: string): Promise<ExploreTask | undefined> {
  return isExploredTask(taskId) ? (await TASKS[taskId]()).exploreTask : undefined;
}
