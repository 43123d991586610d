import type { Operation } from './operation.ts';

export const getJobMetrics: Operation<'getJobMetrics'> = async ({ storage }, { params, query }) => {
  const job = await storage.jobs.get(params.id);
  const names = query.name === undefined ? undefined : [query.name].flat();
  const points = await storage.points.metrics(job.id, { names, maxPoints: query.maxPoints });
  return { names: [...new Set(points.map((point) => point.name))], points };
};
