/** What this server can train, and the sweeps that are ready to be submitted. */
import { parseInput, SweepSpecInput } from '@yoto/core';
import { presetDetail, taskDetail } from '../wire/task.ts';
import type { Operation } from './operation.ts';

export const listTasks: Operation<'listTasks'> = async ({ tasks }) => ({
  items: tasks.all().map(taskDetail),
});

export const getTask: Operation<'getTask'> = async ({ tasks }, { params }) =>
  taskDetail(tasks.get(params.id));

export const listPresets: Operation<'listPresets'> = async ({ tasks }) => ({
  items: tasks.presets().map((preset) => presetDetail(preset, tasks)),
});

export const getPreset: Operation<'getPreset'> = async ({ tasks }, { params, query }) => {
  const preset = tasks.preset(params.name);
  const spec = parseInput(SweepSpecInput, preset.spec(query.scale), `The preset "${preset.name}"`);
  return { preset: presetDetail(preset, tasks), spec };
};
