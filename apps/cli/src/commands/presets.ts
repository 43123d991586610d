import { formatCount, type PresetDetail } from '@yoto/core';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { formatTable } from '../output/table.ts';
import { withExamples } from './examples.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

export function addPresets(program: Command, config: CliConfig): void {
  const command = program
    .command('presets')
    .description('list the sweeps that the tasks have ready, with their jobs and steps at each scale')
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(async ({ json, ...server }: ServerOptions & { json: boolean }) => {
      const { items } = await clientOf(server).listPresets();
      console.log(json ? JSON.stringify(items, undefined, 2) : presetList(items));
    });
  withExamples(command, [['yoto submit preset:figure-2-shapes3d --scale tiny', 'one of them, small']]);
}

function presetList(presets: readonly PresetDetail[]): string {
  if (presets.length === 0) return 'The tasks of this server have no presets';
  const size = ({ scales }: PresetDetail, wanted: string) => {
    const found = scales.find(({ scale }) => scale === wanted);
    return found ? `${formatCount(found.jobs)} × ${formatCount(Math.round(found.steps / found.jobs))}` : '';
  };
  const scales = presets[0]?.scales.map(({ scale }) => scale) ?? [];
  const rows = presets.map((preset) => [
    preset.name,
    preset.title,
    preset.source,
    ...scales.map((scale) => size(preset, scale)),
  ]);
  const columns = [
    ...['preset', 'title', 'source'].map((title) => ({ title })),
    ...scales.map((title) => ({ title, align: 'right' as const })),
  ];
  return `${formatTable(columns, rows)}\n\nSizes are jobs × steps of a job. Submit one: yoto submit preset:NAME --scale tiny`;
}
