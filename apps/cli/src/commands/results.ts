import type { Client } from '@yoto/client';
import { type Command, Option } from 'commander';
import type { CliConfig } from '../config.ts';
import { analysisReport } from '../output/analysis-report.ts';
import { frontierCsv, frontierTables } from '../output/frontier-report.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

/** The analysis of a large sweep takes a while on a busy machine. */
const PATIENCE_MS = 300_000;

interface ResultsOptions extends ServerOptions {
  json?: true;
  csv?: true;
}

export function addResults(program: Command, config: CliConfig): void {
  program
    .command('results')
    .description(
      'print the frontier of a sweep, and its analysis: regret, BD-rate, hypervolume, cost and break-even',
    )
    .argument('[sweep]', 'its id, the beginning of one, or its name (default: the newest)')
    .addOption(new Option('--json', 'print JSON: { frontier, analysis }').conflicts('csv'))
    .option('--csv', 'print the frontier as comma-separated values')
    .addOption(serverOption(config))
    .action(async (reference: string | undefined, options: ResultsOptions) => {
      const client = clientOf(options, PATIENCE_MS);
      console.log(await formatted(client, await findSweep(client, reference), options));
    });
}

async function formatted(client: Client, id: string, { json, csv }: ResultsOptions): Promise<string> {
  const request = { params: { id } };
  const frontier = await client.getSweepFrontier(request);
  if (csv) return frontierCsv(frontier);
  const analysis = await client.getSweepAnalysis(request);
  if (json) return JSON.stringify({ frontier, analysis }, undefined, 2);
  return `${frontierTables(frontier)}\n\n${analysisReport(analysis)}`;
}
