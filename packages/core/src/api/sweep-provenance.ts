/** Where a sweep's numbers come from, on the wire: what another person needs to know to repeat it. */
import { z } from 'zod';
import { DataRecord } from '../job/data-record.ts';
import { ArtifactDetail } from './wire.ts';

/** What ran on one kind of machine. */
export const MachineUse = z
  .strictObject({
    engine: z.string().nullable(),
    engineVersion: z
      .string()
      .nullable()
      .meta({ description: 'Null where the attempts are older than its recording' }),
    device: z.string().nullable(),
    workerVersion: z.string().nullable(),
    attempts: z.int(),
    jobs: z.int(),
    deviceSeconds: z.number(),
  })
  .meta({ id: 'MachineUse' });

/** One state of the data, and how many jobs and attempts have worked with it. */
export const DataUse = DataRecord.extend({ jobs: z.int(), attempts: z.int() }).meta({ id: 'DataUse' });
export type DataUse = z.infer<typeof DataUse>;

/** A stored file of one of the sweep's jobs. */
export const SweepArtifact = ArtifactDetail.extend({ jobId: z.uuid() }).meta({ id: 'SweepArtifact' });
export type SweepArtifact = z.infer<typeof SweepArtifact>;

export const SweepProvenance = z
  .strictObject({
    sweepId: z.string(),
    serverVersion: z.string(),
    /** The longest used first. */
    machines: z.array(MachineUse),
    /** One entry where all jobs have seen the same data; empty while no attempt has reported any. Most used first. */
    data: z.array(DataUse),
    /**
     * In plan order, without the pictures of single examples, which `examples.json` of their job names; only the first
     * where there are more than a report can show.
     */
    artifacts: z.array(SweepArtifact),
    moreArtifacts: z.boolean(),
  })
  .meta({ id: 'SweepProvenance' });
export type SweepProvenance = z.infer<typeof SweepProvenance>;
