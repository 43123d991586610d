import type { Command, Option } from 'commander';
import type { CliConfig } from '../config.ts';
import { type CalibrationSettings, estimatePlan } from '../estimate/estimate-plan.ts';
import { estimateReport } from '../output/estimate-report.ts';
import { addSpecOptions, loadSpec, type SpecOptions } from '../sweep/spec-source.ts';
import { withExamples } from './examples.ts';
import { wholeNumber } from './number-argument.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';
import { dataOption, engineOption, stateOption } from './stack-options.ts';

type EstimateOptions = SpecOptions & ServerOptions & CalibrationSettings & { json: boolean };

export function addEstimate(program: Command, config: CliConfig): void {
  const command = addSpecOptions(program.command('estimate'))
    .description(
      'say how long a sweep would take, by training a few steps of each kind of job here (about half a minute)',
    )
    .option('--json', 'print JSON', false);
  addCalibrationOptions(command, config)
    .addOption(serverOption(config))
    .action(async (written: string, options: EstimateOptions) => {
      const client = clientOf(options);
      const { spec } = await loadSpec(client, written, options);
      const plan = await client.planSweep({ body: { spec } });
      const report = await estimatePlan(client, plan.spec, config, options);
      console.log(options.json ? JSON.stringify(report, undefined, 2) : estimateReport(report));
      if (report.estimate.deviceSeconds === null) process.exitCode = 1;
    });
  withExamples(command, [
    ['yoto estimate sweep.yaml', 'on the engine at hand'],
    ['yoto estimate preset:figure-2-cifar10 --scale paper', 'how long the original would take here'],
  ]);
}

/** What the measuring is done with; the workers of other machines may have something else. */
export function addCalibrationOptions(command: Command, config: CliConfig): Command {
  return command
    .addOption(worded(engineOption(config), 'what to measure with (or ENGINE)'))
    .addOption(dataOption(config))
    .addOption(worded(stateOption(config), 'folder with the native engines (or YOTO_STATE)'))
    .option(
      '--threads <number>',
      'threads to measure with (default: the cores shared out among the jobs of this machine)',
      wholeNumber(1, 256),
    );
}

/** The same option, said in the words of this command. */
const worded = (option: Option, description: string): Option => Object.assign(option, { description });
