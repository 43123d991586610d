import type { Client } from '@yoto/client';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { allCompleted, countsText, hasEnded } from '../sweep/snapshot.ts';
import { watchSweep } from '../sweep/watch-sweep.ts';
import { interruptSignal } from './interrupt-signal.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

export function addWatch(program: Command, config: CliConfig): void {
  program
    .command('watch')
    .description('show the progress of a sweep until it ends; fails when a job did')
    .argument('[sweep]', 'its id, the beginning of one, or its name (default: the newest)')
    .option('--json', 'print one JSON object per line', false)
    .addOption(serverOption(config))
    .action(async (reference: string | undefined, options: ServerOptions & { json: boolean }) => {
      const client = clientOf(options);
      await watchAndReport(client, await findSweep(client, reference), options.json);
    });
}

/** Ctrl-C only stops looking on. The exit code says whether every job completed. */
export async function watchAndReport(client: Client, sweepId: string, json: boolean): Promise<void> {
  const { signal, forget } = interruptSignal();
  try {
    const last = await watchSweep(client, sweepId, { json, signal });
    if (!last) return;
    if (!hasEnded(last)) {
      if (!json) console.log(`\nThe sweep goes on without being watched: yoto watch ${sweepId}`);
      process.exitCode = 130;
      return;
    }
    if (!json) console.log(`${last.sweep.name}: ${countsText(last.sweep.jobCounts)}`);
    if (!allCompleted(last)) process.exitCode = 1;
  } finally {
    forget();
  }
}
