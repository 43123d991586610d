import { writeFile } from 'node:fs/promises';
import type { Client } from '@yoto/client';
import { AppError, formatPlural, type PlanResponse, type SweepSpecInput, toAppError } from '@yoto/core';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import type { CliConfig } from '../config.ts';
import { type CalibrationSettings, estimatePlan } from '../estimate/estimate-plan.ts';
import { estimateReport } from '../output/estimate-report.ts';
import { groupTable, planReport } from '../output/plan-report.ts';
import { addSpecOptions, loadSpec, type SpecOptions } from '../sweep/spec-source.ts';
import { addCalibrationOptions } from './estimate.ts';
import { withExamples } from './examples.ts';
import { clientOf, pageUrl, type ServerOptions, serverOption } from './server-option.ts';
import { watchAndReport } from './watch.ts';

interface SubmitOptions extends SpecOptions, ServerOptions, CalibrationSettings {
  dryRun: boolean;
  save?: string;
  estimate: boolean;
  watch: boolean;
  json: boolean;
}

export function addSubmit(program: Command, config: CliConfig): void {
  const command = addSpecOptions(program.command('submit'))
    .description('submit a sweep: a file, or an experiment of the paper')
    .option('--dry-run', 'check the spec and show the jobs it would make, without submitting it', false)
    .option('--save <file>', 'write the spec to a YAML file instead of submitting it')
    .option(
      '--estimate',
      'when it is submitted, say how long it will take, by training a few steps here (slows workers of this machine)',
      false,
    )
    .option('--watch', 'show the progress until the sweep ends', false)
    .option('--json', 'print JSON', false);
  addCalibrationOptions(command, config)
    .addOption(serverOption(config))
    .action(async (written: string, options: SubmitOptions) => {
      const client = clientOf(options);
      const { spec, origin } = await loadSpec(client, written, options);
      // The server judges the spec: it alone knows the tasks.
      const plan = await client.planSweep({ body: { spec } });
      if (options.save !== undefined) return saveSpec(options.save, spec, origin);
      if (options.dryRun) return printPlan(plan, options.json);
      const id = await submit(client, spec, plan, options);
      if (options.estimate) await printEstimate(client, plan, config, options);
      if (options.watch) await watchAndReport(client, id, options.json);
    });
  withExamples(command, [
    ['yoto submit sweep.yaml --watch', 'and follow it'],
    ['yoto submit preset:figure-2-shapes3d --scale tiny', 'an experiment of the paper, in minutes'],
    ['yoto submit preset:figure-4-ablation --seeds 0,1,2 --set defaults.steps=8000', 'with changes'],
    ['yoto submit preset:figure-2-cifar10 --save sweep.yaml', 'to change it by hand'],
  ]);
}

function printPlan(plan: PlanResponse, json: boolean): void {
  console.log(json ? JSON.stringify(plan, undefined, 2) : planReport(plan));
}

/** The sweep is submitted whether or not this machine can measure. */
async function printEstimate(
  client: Client,
  { spec }: PlanResponse,
  config: CliConfig,
  options: SubmitOptions,
): Promise<void> {
  // Standard output is for the answer, which with --json is JSON.
  const say = (text: string) => (options.json ? console.error(text) : console.log(text));
  console.error('Measuring a few steps of each kind of job (half a minute or more) …');
  try {
    say(`\n${estimateReport(await estimatePlan(client, spec, config, options))}`);
  } catch (error) {
    say(`\nHow long it will take is not known: ${toAppError(error).message}`);
  }
}

/** Returns the id of the new sweep. */
async function submit(
  client: Client,
  spec: SweepSpecInput,
  plan: PlanResponse,
  options: SubmitOptions,
): Promise<string> {
  const sweep = await client.createSweep({ body: { spec } });
  const page = pageUrl(options.server, sweep.url);
  if (options.json) {
    console.log(JSON.stringify({ type: 'submitted', id: sweep.id, name: sweep.name, url: page }));
  } else {
    console.log(groupTable(plan));
    console.log(
      `\nSubmitted "${sweep.name}": ${formatPlural(plan.totalJobs, 'job')}, ${formatPlural(sweep.totalSteps, 'step')}`,
    );
    console.log(`id   ${sweep.id}\npage ${page}`);
    if (!options.watch) console.log(`\nProgress and time left: yoto watch ${sweep.id.slice(0, 13)}`);
  }
  return sweep.id;
}

/** Never over a file that is there: it may be somebody's changed copy. */
async function saveSpec(file: string, spec: SweepSpecInput, origin: string): Promise<void> {
  const text = `# From ${origin}. Submit it: yoto submit ${file}\n${stringify(spec)}`;
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EEXIST' ? 'exists already' : `cannot be written (${message})`;
    throw new AppError('invalid_input', `${file} ${reason}`, {
      cause: error,
      details: { fix: 'name another file: --save FILE' },
    });
  }
  console.log(`Saved ${file}`);
}
