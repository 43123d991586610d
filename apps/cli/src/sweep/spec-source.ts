/** Where a sweep spec comes from (a file, standard input, a preset) and what the command line changes in it. */
import type { Client } from '@yoto/client';
import { AppError, PRESET_SCALES, type PresetScale, type SweepSpecInput } from '@yoto/core';
import { type Command, Option } from 'commander';
import { changeSpec } from './change-spec.ts';
import { readSpec } from './read-spec.ts';

const PRESET = 'preset:';
const DEFAULT_SCALE: PresetScale = 'small';

export interface SpecOptions {
  scale?: PresetScale;
  set: string[];
  seeds?: string;
  name?: string;
}

/** The argument and the options that every command with a spec takes. */
export function addSpecOptions(command: Command): Command {
  const collect = (written: string, before: string[]) => [...before, written];
  return command
    .argument(
      '<spec>',
      'a sweep spec in YAML or JSON, - for standard input, or preset:NAME (see yoto presets)',
    )
    .addOption(
      new Option('--scale <scale>', `size of a preset (default: ${DEFAULT_SCALE})`).choices([
        ...PRESET_SCALES,
      ]),
    )
    .addOption(
      new Option(
        '--set <path=value>',
        'change the spec, e.g. --set defaults.steps=500 --set groups.0.seeds=[0,1]; repeatable, values are YAML',
      )
        .argParser(collect)
        .default([], 'nothing'),
    )
    .option('--seeds <list>', 'seeds of all groups, e.g. 0,1,2')
    .option('--name <name>', 'name of the sweep');
}

const isPreset = (written: string): boolean => written.startsWith(PRESET);

/** The spec with the changes; the server judges it, for it alone knows the tasks. */
export async function loadSpec(
  client: Client,
  written: string,
  options: SpecOptions,
): Promise<{ spec: SweepSpecInput; origin: string }> {
  const { spec, origin } = isPreset(written)
    ? await presetSpec(client, written.slice(PRESET.length), options.scale ?? DEFAULT_SCALE)
    : { spec: await fileSpec(written, options), origin: written };
  return { spec: changeSpec(spec, options) as SweepSpecInput, origin };
}

async function presetSpec(client: Client, name: string, scale: PresetScale) {
  if (name === '') {
    throw new AppError('invalid_input', 'No preset was named', {
      details: { fix: '`yoto presets` lists them; write preset:NAME' },
    });
  }
  const { spec, preset } = await client.getPreset({ params: { name }, query: { scale } });
  return { spec, origin: `preset:${name} --scale ${scale} (${preset.source})` };
}

async function fileSpec(file: string, { scale }: SpecOptions): Promise<unknown> {
  if (scale !== undefined) {
    throw new AppError('invalid_input', 'Only presets have scales', {
      details: { fix: 'leave --scale out, or submit a preset: preset:NAME' },
    });
  }
  return readSpec(file);
}
