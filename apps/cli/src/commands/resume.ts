import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { printSweep } from '../sweep/print-sweep.ts';
import { withExamples } from './examples.ts';
import { addTargetCommand } from './target-command.ts';

export function addResume(program: Command, config: CliConfig): void {
  const command = addTargetCommand(program, config, {
    name: 'resume',
    description: 'resume a paused sweep, or one job; jobs go on from their checkpoints',
    job: (client, id) => client.resumeJob({ params: { id } }),
    sweep: async (client, id, { json }) => printSweep(await client.resumeSweep({ params: { id } }), json),
  });
  withExamples(command, [
    ['yoto resume vae-grid', 'every paused job of the sweep'],
    ['yoto resume 7d3f8a21', 'one job, by the beginning of its id'],
  ]);
}
