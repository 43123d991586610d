import type { SweepFrontier } from '@yoto/core';
import { type Command, Option } from 'commander';
import type { CliConfig } from '../config.ts';
import { frontierCsv, frontierTables } from '../output/frontier-report.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

interface ResultsOptions extends ServerOptions {
  json?: true;
  csv?: true;
}

export function addResults(program: Command, config: CliConfig): void {
  program
    .command('results')
    .description(
      'print the frontier of a sweep: losses per lambda of every group and of the single-model baseline',
    )
    .argument('[sweep]', 'its id, the beginning of one, or its name (default: the newest)')
    .addOption(new Option('--json', 'print JSON').conflicts('csv'))
    .option('--csv', 'print comma-separated values')
    .addOption(serverOption(config))
    .action(async (reference: string | undefined, options: ResultsOptions) => {
      const client = clientOf(options);
      const id = await findSweep(client, reference);
      console.log(formatted(await client.getSweepFrontier({ params: { id } }), options));
    });
}

function formatted(frontier: SweepFrontier, { json, csv }: ResultsOptions): string {
  if (json) return JSON.stringify(frontier, undefined, 2);
  return csv ? frontierCsv(frontier) : frontierTables(frontier);
}
