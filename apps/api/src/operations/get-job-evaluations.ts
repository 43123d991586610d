import type { Operation } from './operation.ts';

export const getJobEvaluations: Operation<'getJobEvaluations'> = async ({ storage }, { params }) => {
  const job = await storage.jobs.get(params.id);
  return { points: await storage.points.evaluations(job.id) };
};
