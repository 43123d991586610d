import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { printSweep } from '../sweep/print-sweep.ts';
import { withExamples } from './examples.ts';
import { addTargetCommand } from './target-command.ts';

export function addPause(program: Command, config: CliConfig): void {
  const command = addTargetCommand(program, config, {
    name: 'pause',
    description: 'pause a sweep, or one job: running jobs write a checkpoint and give their device back',
    job: (client, id) => client.pauseJob({ params: { id } }),
    sweep: async (client, id, { json }) => printSweep(await client.pauseSweep({ params: { id } }), json),
  });
  withExamples(command, [
    ['yoto pause vae-grid', 'every job of the sweep that has not ended'],
    ['yoto pause 7d3f8a21', 'one job, by the beginning of its id'],
  ]);
}
