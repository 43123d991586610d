import type { Client } from '@yoto/client';
import { type Command, Option } from 'commander';
import type { CliConfig } from '../config.ts';
import { comparisonCsv, comparisonText } from '../output/comparison-report.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { addComparisonOptions, type ComparisonOptions, comparisonQuery } from './comparison-options.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

/** The comparison of a large sweep takes a while on a busy machine. */
const PATIENCE_MS = 300_000;

interface ResultsOptions extends ServerOptions, ComparisonOptions {
  json?: true;
  csv?: true;
}

export function addResults(program: Command, config: CliConfig): void {
  const command = program
    .command('results')
    .description(
      'print how the methods of a sweep compare: points, regret, BD-rate, hypervolume, cost, break-even',
    )
    .argument('[sweep]', 'its id, the beginning of one, or its name (default: the newest)')
    .addOption(new Option('--json', 'print the comparison as JSON').conflicts('csv'))
    .option('--csv', 'print every point as comma-separated values');
  addComparisonOptions(command)
    .addOption(serverOption(config))
    .action(async (named: string | undefined, options: ResultsOptions) => {
      const client = clientOf(options, PATIENCE_MS);
      console.log(await formatted(client, await findSweep(client, named), options));
    });
}

async function formatted(client: Client, id: string, options: ResultsOptions): Promise<string> {
  const comparison = await client.getSweepComparison({ params: { id }, query: comparisonQuery(options) });
  if (options.csv) return comparisonCsv(comparison);
  if (options.json) return JSON.stringify(comparison, undefined, 2);
  return comparisonText(comparison);
}
