import {
  PRESET_SCALES,
  type Preset,
  type PresetDetail,
  planSweep,
  resolveSweepSpec,
  type TaskCatalogue,
} from '@yoto/core';

/** A preset with the size of its plan at every scale. */
export const presetDetail = (preset: Preset & { taskId: string }, tasks: TaskCatalogue): PresetDetail => ({
  name: preset.name,
  title: preset.title,
  description: preset.description,
  source: preset.source,
  taskId: preset.taskId,
  scales: PRESET_SCALES.map((scale) => {
    const { totalJobs, totalSteps } = planSweep(resolveSweepSpec(preset.spec(scale), tasks));
    return { scale, jobs: totalJobs, steps: totalSteps };
  }),
});
