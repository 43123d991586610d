import { writeWhole } from '@yoto/host';
import { htmlReport, markdownReport } from '@yoto/report';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { collectReport } from '../report/collect-report.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { addComparisonOptions, type ComparisonOptions, comparisonQuery } from './comparison-options.ts';
import { withExamples } from './examples.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

/** The comparison of a large sweep takes a while on a busy machine. */
const PATIENCE_MS = 300_000;
const DEFAULT_FILE = 'report.html';

interface ReportOptions extends ServerOptions, ComparisonOptions {
  out?: string;
  markdown?: string;
  published: boolean;
}

export function addReport(program: Command, config: CliConfig): void {
  const command = program
    .command('report')
    .description(
      'write a sweep as one HTML page: figures, tables, costs, and what another person needs to repeat it',
    )
    .argument('[sweep]', 'its id, the beginning of one, or its name (default: the newest)')
    .option('--out <file>', `the HTML page (default: ${DEFAULT_FILE}, unless only --markdown is given)`)
    .option('--markdown <file>', 'the same in Markdown, without the figures')
    .option('--published', 'with what others have published on the data set, where the task knows it', false);
  addComparisonOptions(command)
    .addOption(serverOption(config))
    .action(async (reference: string | undefined, options: ReportOptions) => {
      const client = clientOf(options, PATIENCE_MS);
      const id = await findSweep(client, reference);
      const input = await collectReport(client, id, {
        version: program.version() ?? 'unknown',
        published: options.published,
        query: comparisonQuery(options),
      });
      if (options.published && input.published.length === 0) {
        console.error('No published curves have these axes on this data set: the figure is without them');
      }
      const out = options.out ?? (options.markdown === undefined ? DEFAULT_FILE : undefined);
      if (out !== undefined) await write(out, htmlReport(input));
      if (options.markdown !== undefined) await write(options.markdown, markdownReport(input));
    });
  withExamples(command, [
    ['yoto report', 'the newest sweep as report.html'],
    ['yoto report 7d3f8a21 --out figure-2.html --markdown figure-2.md', 'one sweep, both ways'],
  ]);
}

async function write(file: string, text: string): Promise<void> {
  await writeWhole(file, text);
  console.log(`Wrote ${file}`);
}
