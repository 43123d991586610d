/** The commands that tasks bring: declared in their specs, run by the worker. */
import { availableParallelism } from 'node:os';
import type { TaskCommandOption, TaskCommandSpec } from '@yoto/core';
import { loadTaskSpecs } from '@yoto/tasks/specs';
import { type Command, Option } from 'commander';
import { withExamples } from '../commands/examples.ts';
import { numberAbove, wholeNumber } from '../commands/number-argument.ts';
import { clientOf, type ServerOptions, serverOption } from '../commands/server-option.ts';
import { dataOption, engineOption, stateOption } from '../commands/stack-options.ts';
import { type CliConfig, defaultDataDir } from '../config.ts';
import { findJob } from '../sweep/find-target.ts';
import { runTaskCommand, type TypedValue } from './run-task-command.ts';

/** A command with the id of the task whose it is. */
export interface OwnedCommand {
  task: string;
  command: TaskCommandSpec;
}

interface CommonOptions extends ServerOptions {
  engine: string;
  threads: number;
  state: string;
  data?: string;
  json: boolean;
}
type TypedOptions = CommonOptions & Record<string, TypedValue | undefined>;

/** Of the built-in tasks, then of those of TASK_PACKAGES. Throws `config_invalid` for a package that cannot be used. */
export async function taskCommands({ taskPackages }: CliConfig): Promise<OwnedCommand[]> {
  const specs = await loadTaskSpecs(taskPackages);
  return specs.flatMap(({ id: task, commands = [] }) => commands.map((command) => ({ task, command })));
}

export function addTaskCommand(
  program: Command,
  config: CliConfig,
  { task, command: spec }: OwnedCommand,
): void {
  const { name, description, arguments: args = [], options = [], examples = [] } = spec;
  const command = program.command(name).description(description).helpGroup('Commands of tasks:');
  for (const one of args) command.argument(`<${one.name}>`, one.description);
  const declared = options.map((one) => ({ ...one, option: declaredOption(one) }));
  for (const { option } of declared) command.addOption(option);
  command
    .option('--json', 'print JSON', false)
    .addOption(worded(engineOption(config), 'what to compute with (or ENGINE)'))
    .option('--threads <number>', 'threads to compute with', wholeNumber(1, 256), availableParallelism())
    .addOption(worded(stateOption(config), 'folder of the models and the native engines (or YOTO_STATE)'))
    .addOption(
      worded(
        dataOption(config),
        'folder of the data, e.g. of weights that are no part of a model (or YOTO_DATA)',
      ),
    )
    .addOption(serverOption(config))
    .action(async (...typed: unknown[]) => {
      const given = command.opts<TypedOptions>();
      const values: Record<string, TypedValue> = {};
      for (const { name: key, type, option } of declared) {
        const value = given[option.attributeName()];
        if (value === undefined) continue;
        values[key] = type === 'job' ? await findJob(clientOf(given), String(value)) : value;
      }
      const { engine, threads, state, data = defaultDataDir(state), server, json } = given;
      const { text, json: facts } = await runTaskCommand(
        {
          ...{ taskPackages: config.taskPackages, task, command: name, options: values },
          arguments: Object.fromEntries(args.map((one, index) => [one.name, String(typed[index])])),
          ...{ engine, threads, state, data, server },
        },
        config.environment,
      );
      console.log(json ? JSON.stringify(facts, undefined, 2) : text);
    });
  if (examples.length > 0)
    withExamples(
      command,
      examples.map(({ typed, meaning }) => [typed, meaning]),
    );
}

/** As commander wants it: a switch that is on by default is there to be switched off. */
function declaredOption(one: TaskCommandOption): Option {
  const short = one.short === undefined ? '' : `-${one.short}, `;
  if (one.type === 'switch') {
    return one.default
      ? new Option(`${short}--no-${one.name}`, one.description)
      : new Option(`${short}--${one.name}`, one.description).default(false);
  }
  const option = new Option(`${short}--${one.name} <${one.value}>`, one.description);
  if (one.type === 'number') option.argParser(numberAbove(one.above));
  return 'default' in one && one.default !== undefined ? option.default(one.default) : option;
}

const worded = (option: Option, description: string): Option => Object.assign(option, { description });
