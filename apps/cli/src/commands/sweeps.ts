import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { formatTable } from '../output/table.ts';
import { countsText } from '../sweep/snapshot.ts';
import { wholeNumber } from './number-argument.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

export function addSweeps(program: Command, config: CliConfig): void {
  program
    .command('sweeps')
    .description('list the sweeps, newest first')
    .option('--limit <number>', 'how many', wholeNumber(1, 500), 20)
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(async ({ limit, json, ...server }: ServerOptions & { limit: number; json: boolean }) => {
      const { items, nextCursor } = await clientOf(server).listSweeps({ query: { limit } });
      if (json) return console.log(JSON.stringify(items, undefined, 2));
      if (items.length === 0) return console.log('No sweeps yet: submit one with yoto submit FILE');
      const rows = items.map((sweep) => [
        sweep.id,
        sweep.name,
        sweep.taskId,
        sweep.totalSteps === 0 ? '' : `${Math.floor((100 * sweep.doneSteps) / sweep.totalSteps)}%`,
        countsText(sweep.jobCounts),
        sweep.createdAt.slice(0, 16).replace('T', ' '),
      ]);
      const titles = ['id', 'name', 'task', 'done', 'jobs', 'submitted (UTC)'];
      console.log(
        formatTable(
          titles.map((title) => ({ title, align: title === 'done' ? 'right' : 'left' })),
          rows,
        ),
      );
      if (nextCursor !== null) console.log('… and older ones (--limit)');
    });
}
