import { AppError, formatPlural, isTerminal, type JobState, type SweepDetail } from '@yoto/core';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { countsText } from '../sweep/snapshot.ts';
import { confirm } from './confirm.ts';
import { withExamples } from './examples.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

interface DeleteOptions extends ServerOptions {
  yes: boolean;
  json: boolean;
}

export function addDelete(program: Command, config: CliConfig): void {
  const command = program
    .command('delete')
    .description('forget a sweep whose jobs have all ended, with its curves and results; asks first')
    .argument('<sweep>', 'its id, the beginning of one, or its name')
    .option('--yes', 'do not ask', false)
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(async (reference: string, options: DeleteOptions) => {
      const client = clientOf(options);
      const params = { id: await findSweep(client, reference) };
      const sweep = await client.getSweep({ params });
      refuseUnended(sweep);
      const question = `Delete "${sweep.name}" (${countsText(sweep.jobCounts)}) with all its results?`;
      if (!options.yes && !(await confirm(question))) {
        console.error('Nothing was deleted');
        process.exitCode = 1;
        return;
      }
      const deleted = await client.deleteSweep({ params });
      if (options.json) return console.log(JSON.stringify(deleted, undefined, 2));
      console.log(
        `Deleted "${sweep.name}" (${formatPlural(deleted.deletedJobs, 'job')}); \`yoto gc\` frees its files`,
      );
    });
  withExamples(command, [
    ['yoto delete vae-grid', 'asks, then forgets the sweep'],
    ['yoto delete vae-grid --yes', 'for scripts'],
  ]);
}

/** The server refuses as well; here it is known which command helps. */
function refuseUnended({ id, name, jobCounts }: SweepDetail): void {
  const unended = Object.entries(jobCounts).filter(([state]) => !isTerminal(state as JobState));
  if (unended.every(([, count]) => count === 0)) return;
  throw new AppError(
    'conflict',
    `"${name}" has jobs that have not ended: ${countsText(Object.fromEntries(unended))}`,
    {
      details: { fix: `wait for them, or cancel them first: yoto cancel ${id}` },
    },
  );
}
