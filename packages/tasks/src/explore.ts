/** The tasks whose trained models can be explored in a browser, each loaded when it is asked for. */
import type { ExploreTask } from '@yoto/training';

const TASKS: Readonly<Record<string, () => Promise<{ exploreTask: ExploreTask }>>> = {
  'beta-vae': () => import('./beta-vae/explore.ts'),
  compression: () => import('./compression/explore.ts'),
};

/** Undefined for a task that does not offer it. */
export async function loadExploreTask(taskId: string): Promise<ExploreTask | undefined> {
  return Object.hasOwn(TASKS, taskId) ? (await TASKS[taskId]?.())?.exploreTask : undefined;
}
