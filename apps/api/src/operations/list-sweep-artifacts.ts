import { sweepArtifact } from '../wire/artifact.ts';
import type { Operation } from './operation.ts';

export const listSweepArtifacts: Operation<'listSweepArtifacts'> = async ({ storage }, { params, query }) => {
  const { id } = await storage.sweeps.get(params.id);
  return { items: (await storage.artifacts.namedInSweep(id, query.name)).map(sweepArtifact) };
};
