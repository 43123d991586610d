/** Commands that change the state of a sweep or of one job, and say what it is then. */
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
    sweep: async (client, id, { json }) =>
      printSweep(await client.pauseSweep({ params: { id } }), { json, asked: 'pause' }),
  });
  withExamples(command, [
    ['yoto pause vae-grid', 'every job of the sweep that has not ended'],
    ['yoto pause 7d3f8a21', 'one job, by the beginning of its id'],
  ]);
}

export function addResume(program: Command, config: CliConfig): void {
  const command = addTargetCommand(program, config, {
    name: 'resume',
    description: 'resume a paused sweep, or one job; jobs go on from their checkpoints',
    job: (client, id) => client.resumeJob({ params: { id } }),
    sweep: async (client, id, { json }) =>
      printSweep(await client.resumeSweep({ params: { id } }), { json, asked: 'resume' }),
  });
  withExamples(command, [
    ['yoto resume vae-grid', 'every paused job of the sweep'],
    ['yoto resume 7d3f8a21', 'one job, by the beginning of its id'],
  ]);
}

export function addCancel(program: Command, config: CliConfig): void {
  const command = addTargetCommand(program, config, {
    name: 'cancel',
    description: 'cancel a sweep, or one job; what has ended stays as it is',
    job: (client, id) => client.cancelJob({ params: { id } }),
    sweep: async (client, id, { json }) => printSweep(await client.cancelSweep({ params: { id } }), { json }),
  });
  withExamples(command, [
    ['yoto cancel vae-grid', 'the sweep of this name'],
    ['yoto cancel 7d3f8a21', 'one job, by the beginning of its id'],
  ]);
}
