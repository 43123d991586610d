import type { Operation } from './operation.ts';

/** The rows go now; the files they referred to are left to `collectGarbage`. */
export const deleteSweep: Operation<'deleteSweep'> = async ({ storage, log }, { params }) => {
  const deletedJobs = await storage.sweeps.delete(params.id);
  log.info({ sweepId: params.id, deletedJobs }, 'sweep deleted');
  return { id: params.id, deletedJobs };
};
