import type { Client } from '@yoto/client';
import type { SweepSpecInput } from '@yoto/core';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { formatCount } from '../output/numbers.ts';
import { planReport } from '../output/plan-report.ts';
import { readSpec } from '../sweep/read-spec.ts';
import { clientOf, pageUrl, type ServerOptions, serverOption } from './server-option.ts';
import { watchAndReport } from './watch.ts';

interface SubmitOptions extends ServerOptions {
  dryRun: boolean;
  watch: boolean;
  json: boolean;
}

export function addSubmit(program: Command, config: CliConfig): void {
  program
    .command('submit')
    .description('submit a sweep')
    .argument('<file>', 'a sweep spec in YAML or JSON; - for standard input')
    .option('--dry-run', 'check the spec and show the jobs it would make, without submitting it', false)
    .option('--watch', 'show the progress until the sweep ends', false)
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(async (file: string, options: SubmitOptions) => {
      // The server judges the spec: it alone knows the tasks.
      const spec = (await readSpec(file)) as SweepSpecInput;
      const client = clientOf(options);
      if (options.dryRun) await printPlan(client, spec, options.json);
      else await submit(client, spec, options);
    });
}

async function printPlan(client: Client, spec: SweepSpecInput, json: boolean): Promise<void> {
  const plan = await client.planSweep({ body: { spec } });
  console.log(json ? JSON.stringify(plan, undefined, 2) : planReport(plan));
}

async function submit(client: Client, spec: SweepSpecInput, options: SubmitOptions): Promise<void> {
  const sweep = await client.createSweep({ body: { spec } });
  const page = pageUrl(options.server, sweep.url);
  if (options.json) {
    console.log(JSON.stringify({ type: 'submitted', id: sweep.id, name: sweep.name, url: page }));
  } else {
    const jobs = Object.values(sweep.jobCounts).reduce((sum, count) => sum + count, 0);
    console.log(
      `Submitted "${sweep.name}": ${formatCount(jobs)} jobs, ${formatCount(sweep.totalSteps)} steps`,
    );
    console.log(`id   ${sweep.id}\npage ${page}`);
  }
  if (options.watch) await watchAndReport(client, sweep.id, options.json);
}
