import { z } from 'zod';
import { PRESET_SCALES } from '../task/preset.ts';

/** A sweep that a task has ready, on the wire. */
export const PresetDetail = z
  .strictObject({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    source: z.string().meta({ description: 'Where the original is, e.g. a figure of the paper' }),
    taskId: z.string(),
    scales: z
      .array(z.strictObject({ scale: z.enum(PRESET_SCALES), jobs: z.int(), steps: z.int() }))
      .meta({ description: 'How many jobs and training steps it has at each scale' }),
  })
  .meta({ id: 'PresetDetail' });
export type PresetDetail = z.infer<typeof PresetDetail>;
