import { parseInput, SweepSpecInput } from '@yoto/core';
import { presetDetail } from '../wire/preset.ts';
import type { Operation } from './operation.ts';

export const getPreset: Operation<'getPreset'> = async ({ tasks }, { params, query }) => {
  const preset = tasks.preset(params.name);
  const spec = parseInput(SweepSpecInput, preset.spec(query.scale), `The preset "${preset.name}"`);
  return { preset: presetDetail(preset, tasks), spec };
};
