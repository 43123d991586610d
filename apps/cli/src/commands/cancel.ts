import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { countsText } from '../sweep/snapshot.ts';
import { oneTarget } from './one-target.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

export function addCancel(program: Command, config: CliConfig): void {
  program
    .command('cancel')
    .description('cancel a sweep, or one job; what has ended stays as it is')
    .argument('[sweep]', 'its id, the beginning of one, or its name')
    .option('--job <id>', 'cancel only this job')
    .addOption(serverOption(config))
    .action(async (reference: string | undefined, options: ServerOptions & { job?: string }) => {
      const client = clientOf(options);
      const target = oneTarget(reference, options.job);
      if ('job' in target) {
        const job = await client.cancelJob({ params: { id: target.job } });
        return console.log(`job ${job.id}: ${job.state}`);
      }
      const sweep = await client.cancelSweep({ params: { id: await findSweep(client, target.sweep) } });
      console.log(`${sweep.name}: ${countsText(sweep.jobCounts)}`);
    });
}
