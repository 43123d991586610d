import { readFileSync } from 'node:fs';
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
  pause: async () => (await import('./commands/pause.ts')).addPause,
  resume: async () => (await import('./commands/resume.ts')).addResume,
  cancel: async () => (await import('./commands/cancel.ts')).addCancel,
  retry: async () => (await import('./commands/retry.ts')).addRetry,
  compress: async () => (await import('./commands/compress.ts')).addCompress,
  decompress: async () => (await import('./commands/decompress.ts')).addDecompress,
  delete: async () => (await import('./commands/delete.ts')).addDelete,
  artifacts: async () => (await import('./commands/artifacts.ts')).addArtifacts,
  gc: async () => (await import('./commands/gc.ts')).addGc,
  tasks: async () => (await import('./commands/tasks.ts')).addTasks,
  workers: async () => (await import('./commands/workers.ts')).addWorkers,
  worker: async () => (await import('./commands/worker.ts')).addWorker,
  engine: async () => (await import('./commands/engine.ts')).addEngine,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
};

/**
 * The command line, with the command called `only`, or with all of them where there is none of that name.
 * Parsing throws CommanderError for bad usage (its message is printed already) and AppError.
 */
export async function createProgram(config: CliConfig, only?: string): Promise<Command> {
  const program = new Command('yoto')
    .description(
      'Sweeps over loss trade-offs: fixed-weight grids and loss-conditional (YOTO) models, side by side',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('fix:   see `yoto --help`, or `yoto COMMAND --help`');
  const wanted = only !== undefined && Object.hasOwn(COMMANDS, only) ? [only] : Object.keys(COMMANDS);
  for (const add of await Promise.all(wanted.map((name) => COMMANDS[name]?.()))) add?.(program, config);
  return program;
}
