/** Which tasks' models can be explored: apart from their code, for pages that load none of it. */
export const EXPLORED_TASKS = ['beta-vae', 'compression', 'style-transfer'] as const;
export type ExploredTaskId = (typeof EXPLORED_TASKS)[number];

export const isExploredTask = (taskId: string): taskId is ExploredTaskId =>
  (EXPLORED_TASKS as readonly string[]).includes(taskId);
