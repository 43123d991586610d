/** What the jobs of a group ask of the worker that runs them, beyond their task. */
import { z } from 'zod';

/** Labels as they are compared: a name and its value. */
const WantedLabels = z
  .record(z.string().min(1).max(64), z.string().max(256))
  .refine((labels) => Object.keys(labels).length <= 16, { message: 'at most 16 labels' });

export const JobRequires = z
  .strictObject({
    /** An engine by its name, or any on `gpu` or `cpu`. */
    engine: z.string().min(1).max(64).optional(),
    /** Each must be one of the worker's (WORKER_LABELS). */
    labels: WantedLabels.optional(),
    /** Of the device, in bytes. */
    minMemory: z.int().min(1).optional(),
  })
  .meta({ id: 'JobRequires' });
export type JobRequires = z.infer<typeof JobRequires>;

const UNITS = { MB: 1e6, GB: 1e9, MiB: 2 ** 20, GiB: 2 ** 30 } as const;
const MEMORY = /^(\d+(?:\.\d+)?) ?(MB|GB|MiB|GiB)$/;

/** As people write it: memory in bytes, or as `24 GB`. */
export const JobRequiresInput = JobRequires.extend({
  minMemory: z
    .union([
      z.int().min(1),
      z
        .string()
        .regex(MEMORY, 'write it like "24 GB" (MB, GB, MiB or GiB), or as a number of bytes')
        .transform((text) => {
          const [, amount = '0', unit = 'MB'] = MEMORY.exec(text) ?? [];
          return Math.round(Number(amount) * UNITS[unit as keyof typeof UNITS]);
        }),
    ])
    .optional(),
}).meta({ id: 'JobRequiresInput' });
