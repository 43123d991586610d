/** Where a sweep's numbers come from, on the wire: what another person needs to know to repeat it. */
import { z } from 'zod';
import { ArtifactDetail } from './wire.ts';

/** What ran on one kind of machine. */
export const MachineUse = z
  .strictObject({
    engine: z.string().nullable(),
    device: z.string().nullable(),
    workerVersion: z.string().nullable(),
    attempts: z.int(),
    jobs: z.int(),
    deviceSeconds: z.number(),
  })
  .meta({ id: 'MachineUse' });

export const SweepProvenance = z
  .strictObject({
    sweepId: z.string(),
    serverVersion: z.string(),
    /** The longest used first. */
    machines: z.array(MachineUse),
    /** In plan order; only the first where there are more than a report can show. */
    artifacts: z.array(ArtifactDetail.extend({ jobId: z.uuid() })),
    moreArtifacts: z.boolean(),
  })
  .meta({ id: 'SweepProvenance' });
export type SweepProvenance = z.infer<typeof SweepProvenance>;
