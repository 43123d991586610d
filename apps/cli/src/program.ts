import { readFileSync } from 'node:fs';
import { AppError } from '@yoto/core';
import { Command } from 'commander';
import type { CliConfig } from './config.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

type AddCommand = (program: Command, config: CliConfig) => void;

/** In the order of the help. Loading all of them takes longer than most commands do. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  up: async () => (await import('./commands/up.ts')).addUp,
  demo: async () => (await import('./commands/demo.ts')).addDemo,
  presets: async () => (await import('./commands/presets.ts')).addPresets,
  submit: async () => (await import('./commands/submit.ts')).addSubmit,
  estimate: async () => (await import('./commands/estimate.ts')).addEstimate,
  watch: async () => (await import('./commands/watch.ts')).addWatch,
  results: async () => (await import('./commands/results.ts')).addResults,
  report: async () => (await import('./commands/report.ts')).addReport,
  sweeps: async () => (await import('./commands/sweeps.ts')).addSweeps,
  edit: async () => (await import('./commands/edit.ts')).addEdit,
  pause: async () => (await import('./commands/pause-resume-cancel.ts')).addPause,
  resume: async () => (await import('./commands/pause-resume-cancel.ts')).addResume,
  cancel: async () => (await import('./commands/pause-resume-cancel.ts')).addCancel,
  retry: async () => (await import('./commands/retry.ts')).addRetry,
  delete: async () => (await import('./commands/delete.ts')).addDelete,
  logs: async () => (await import('./commands/logs.ts')).addLogs,
  artifacts: async () => (await import('./commands/artifacts.ts')).addArtifacts,
  gc: async () => (await import('./commands/gc.ts')).addGc,
  tasks: async () => (await import('./commands/tasks.ts')).addTasks,
  workers: async () => (await import('./commands/workers.ts')).addWorkers,
  worker: async () => (await import('./commands/worker.ts')).addWorker,
  engine: async () => (await import('./commands/engine.ts')).addEngine,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  completion: async () => {
    const { addCompletion } = await import('./commands/completion.ts');
    return (program, config) => addCompletion(program, () => createProgram(config));
  },
};

/**
 * The command line, with the command called `only`, or with all of them where there is none of that name. Parsing throws
 * CommanderError for bad usage (its message is printed already) and AppError.
 */
export async function createProgram(config: CliConfig, only?: string): Promise<Command> {
  const program = new Command('yoto')
    .description(
      'Sweeps over loss trade-offs: fixed-weight grids and loss-conditional (YOTO) models, side by side',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('fix:   see `yoto --help`');
  if (only !== undefined && Object.hasOwn(COMMANDS, only)) {
    await addOwn(program, config, [only]);
    return program;
  }
  const { addTaskCommand, taskCommands } = await import('./task-command/add-task-command.ts');
  const ofTasks = await taskCommands(config);
  for (const { task, command } of ofTasks) refuseOwnName(task, command.name);
  const named = ofTasks.filter(({ command }) => command.name === only);
  if (named.length === 0) await addOwn(program, config, Object.keys(COMMANDS));
  for (const one of named.length > 0 ? named : ofTasks) addTaskCommand(program, config, one);
  return program;
}

async function addOwn(program: Command, config: CliConfig, names: readonly string[]): Promise<void> {
  for (const add of await Promise.all(names.map((name) => COMMANDS[name]?.()))) add?.(program, config);
  for (const command of program.commands)
    command.showHelpAfterError(`fix:   see \`yoto ${command.name()} --help\``);
}

function refuseOwnName(task: string, name: string): void {
  if (name !== 'help' && !Object.hasOwn(COMMANDS, name)) return;
  throw new AppError(
    'config_invalid',
    `The task "${task}" has a command "${name}", which is one of the program itself: rename it, or drop the task from TASK_PACKAGES`,
  );
}
