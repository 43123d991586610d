import { EXAMPLE_PICTURES } from '@yoto/core';
import { version } from '../version.ts';
import { sweepArtifact } from '../wire/artifact.ts';
import type { Operation } from './operation.ts';

/** More files than any report shows. */
const MOST_ARTIFACTS = 1000;

export const getSweepProvenance: Operation<'getSweepProvenance'> = async ({ storage }, { params }) => {
  const { id } = await storage.sweeps.get(params.id);
  const [machines, data, artifacts] = await Promise.all([
    storage.jobs.machinesOfSweep(id),
    storage.jobs.dataOfSweep(id),
    storage.artifacts.ofSweep(id, MOST_ARTIFACTS + 1, { without: EXAMPLE_PICTURES }),
  ]);
  return {
    sweepId: id,
    serverVersion: version,
    machines,
    data,
    artifacts: artifacts.slice(0, MOST_ARTIFACTS).map(sweepArtifact),
    moreArtifacts: artifacts.length > MOST_ARTIFACTS,
  };
};
