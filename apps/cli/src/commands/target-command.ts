/** What `cancel`, `pause`, `resume` and `retry` share: one sweep or one job, changed on the server, and shown. */
import type { Client } from '@yoto/client';
import type { JobSummary } from '@yoto/core';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { findTarget } from '../sweep/find-target.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

export interface TargetOptions extends ServerOptions {
  job?: string;
  json: boolean;
}

export interface TargetCommand<Options extends TargetOptions> {
  name: string;
  description: string;
  job: (client: Client, id: string) => Promise<JobSummary>;
  /** Prints what it did. */
  sweep: (client: Client, id: string, options: Options) => Promise<void>;
}

export function addTargetCommand<Options extends TargetOptions>(
  program: Command,
  config: CliConfig,
  { name, description, job, sweep }: TargetCommand<Options>,
): Command {
  return program
    .command(name)
    .description(description)
    .argument(
      '[target]',
      "a sweep's name, its id or the beginning of one; or a job's id or the beginning of one",
    )
    .option('--job <id>', 'only this job: its id, or the beginning of it')
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(async (reference: string | undefined, options: Options) => {
      const client = clientOf(options);
      const target = await findTarget(client, { target: reference, job: options.job });
      if ('sweepId' in target) return sweep(client, target.sweepId, options);
      const changed = await job(client, target.jobId);
      console.log(
        options.json ? JSON.stringify(changed, undefined, 2) : `job ${changed.id}: ${changed.state}`,
      );
    });
}
