import type { Client } from '@yoto/client';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { jobName } from '../sweep/snapshot.ts';
import { oneTarget } from './one-target.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

export function addRetry(program: Command, config: CliConfig): void {
  program
    .command('retry')
    .description(
      'queue the failed and cancelled jobs of a sweep, or one job, again; they go on from their checkpoints',
    )
    .argument('[sweep]', 'its id, the beginning of one, or its name')
    .option('--job <id>', 'retry only this job')
    .addOption(serverOption(config))
    .action(async (reference: string | undefined, options: ServerOptions & { job?: string }) => {
      const client = clientOf(options);
      const target = oneTarget(reference, options.job);
      if ('sweep' in target) return retrySweep(client, await findSweep(client, target.sweep));
      const job = await client.retryJob({ params: { id: target.job } });
      console.log(`job ${job.id}: ${job.state}`);
    });
}

async function retrySweep(client: Client, sweepId: string): Promise<void> {
  const { items } = await client.listSweepJobs({ params: { id: sweepId } });
  const unfinished = items.filter((job) => job.state === 'failed' || job.state === 'cancelled');
  for (const job of unfinished) {
    const { state } = await client.retryJob({ params: { id: job.id } });
    console.log(`${jobName(job, items)}: ${state}`);
  }
  if (unfinished.length === 0) console.log('No job of this sweep has failed or was cancelled');
}
