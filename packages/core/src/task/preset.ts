/** A sweep that a task has ready: an experiment of its paper, at three sizes. */
import type { SweepSpecInput } from '../sweep/sweep-spec.ts';

/**
 * `tiny` shows in minutes that everything works; `small` repeats an experiment's shape in hours on one ordinary machine;
 * `paper` is the original.
 */
export const PRESET_SCALES = ['tiny', 'small', 'paper'] as const;
export type PresetScale = (typeof PRESET_SCALES)[number];

export interface Preset {
  /** What people type: `figure-2-cifar10`. */
  name: string;
  title: string;
  description: string;
  /** Where the original is, e.g. `figure 2 (a, b)`. */
  source: string;
  /** Steps, data and grid scale together; everything may still be changed by who submits it. */
  spec(scale: PresetScale): SweepSpecInput;
}
