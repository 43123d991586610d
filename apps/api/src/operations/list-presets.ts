import { presetDetail } from '../wire/preset.ts';
import type { Operation } from './operation.ts';

export const listPresets: Operation<'listPresets'> = async ({ tasks }) => ({
  items: tasks.presets().map((preset) => presetDetail(preset, tasks)),
});
