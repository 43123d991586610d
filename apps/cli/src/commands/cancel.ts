import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { printSweep } from '../sweep/print-sweep.ts';
import { withExamples } from './examples.ts';
import { addTargetCommand } from './target-command.ts';

export function addCancel(program: Command, config: CliConfig): void {
  const command = addTargetCommand(program, config, {
    name: 'cancel',
    description: 'cancel a sweep, or one job; what has ended stays as it is',
    job: (client, id) => client.cancelJob({ params: { id } }),
    sweep: async (client, id, { json }) => printSweep(await client.cancelSweep({ params: { id } }), json),
  });
  withExamples(command, [
    ['yoto cancel vae-grid', 'the sweep of this name'],
    ['yoto cancel 7d3f8a21', 'one job, by the beginning of its id'],
  ]);
}
