/** The JSON of workers, and of what the server does about its stores. */
import { z } from 'zod';
import { TaskVersion } from '../attempt/requirement.ts';

const Id = z.uuid();
const Timestamp = z.iso.datetime();

export const WorkerDetail = z
  .strictObject({
    id: Id,
    name: z.string(),
    host: z.string(),
    pid: z.int(),
    engine: z.string(),
    device: z.string(),
    memoryBytes: z.int().nullable().meta({ description: 'Of its device; null where it is not known' }),
    tasks: z.array(TaskVersion).nullable().meta({
      description: 'What it can train; null for a worker from before workers announced it',
    }),
    labels: z.record(z.string(), z.string()),
    version: z.string(),
    concurrency: z.int(),
    startedAt: Timestamp,
    heartbeatAt: Timestamp,
    stoppedAt: Timestamp.nullable(),
    quarantinedAt: Timestamp.nullable(),
    quarantineReason: z.string().nullable(),
    drainingAt: Timestamp.nullable().meta({
      description: 'It gets no jobs since then, because it was drained',
    }),
    handsOver: z.boolean().meta({
      description: 'While it is drained, its running jobs are queued again from a checkpoint',
    }),
    status: z.enum(['idle', 'busy', 'quarantined', 'draining', 'drained', 'lost', 'stopped']).meta({
      description: 'draining: it still runs jobs; drained: it runs none any more',
    }),
    runningJobIds: z.array(Id),
    runningJobs: z.array(
      z.strictObject({
        id: Id,
        sweepId: Id,
        sweepName: z.string(),
        group: z.string(),
        step: z.int(),
        steps: z.int(),
        stepsPerSecond: z.number().nullable().meta({
          description: 'Mean since its newest attempt began; null before the first step that was told',
        }),
      }),
    ),
    lastDay: z.strictObject({ ended: z.int(), failed: z.int(), faults: z.int() }).meta({
      description:
        "Its attempts that ended in the last 24 hours; of them, those that failed by the job's fault and by the worker's",
    }),
  })
  .meta({ id: 'WorkerDetail' });
export type WorkerDetail = z.infer<typeof WorkerDetail>;

/** What a worker of this server is started with. */
export const WorkerSetup = z
  .strictObject({
    variables: z.array(z.strictObject({ name: z.string(), value: z.string() })).meta({
      description: 'Settings for its environment; USER, PASSWORD and FOLDER stand for what only people know',
    }),
    onlyHere: z.boolean().meta({
      description: "The database or the queue can be reached from the server's own machine alone",
    }),
  })
  .meta({ id: 'WorkerSetup' });
export type WorkerSetup = z.infer<typeof WorkerSetup>;

/** What a garbage collection removed, or would remove. */
export const GarbageReport = z
  .strictObject({
    dryRun: z.boolean(),
    examinedFiles: z.int(),
    removedFiles: z.int(),
    removedBytes: z.int(),
    /** Unreferenced, but younger than the limit: perhaps about to be recorded. */
    tooYoungFiles: z.int(),
  })
  .meta({ id: 'GarbageReport' });
export type GarbageReport = z.infer<typeof GarbageReport>;
