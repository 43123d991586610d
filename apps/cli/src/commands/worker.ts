import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { AppError } from '@yoto/core';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { WORKER_ENTRY } from '../local-stack/places.ts';
import { wholeNumber } from './number-argument.ts';
import { dataOption, engineOption, stateOption } from './stack-options.ts';

interface WorkerOptions {
  name?: string;
  concurrency: number;
  threads?: number;
  engine: string;
  data?: string;
  state: string;
}

export function addWorker(program: Command, config: CliConfig): void {
  program
    .command('worker')
    .description(
      'run one worker in the foreground; it takes jobs from the server whose DATABASE_URL it is given',
    )
    .option('--name <name>', 'shown in the dashboard (default: host and process)')
    .option('--concurrency <number>', 'jobs trained side by side', wholeNumber(1, 64), 1)
    .option('--threads <number>', 'threads of each job (default: the cores shared out)', wholeNumber(1, 256))
    .addOption(engineOption(config))
    .addOption(dataOption(config))
    .addOption(stateOption(config))
    .action((options: WorkerOptions) => runWorker(options, config));
}

async function runWorker(options: WorkerOptions, config: CliConfig): Promise<void> {
  if (config.databaseUrl === undefined) {
    throw new AppError(
      'config_invalid',
      'A worker needs the database of its server: DATABASE_URL is not set',
      {
        details: {
          fix: 'set DATABASE_URL (and REDIS_URL, if the server has one), or run everything with `yoto up`',
        },
      },
    );
  }
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), WORKER_ENTRY], {
    stdio: 'inherit',
    env: {
      ...config.environment,
      WORKER_NAME: options.name ?? '',
      CONCURRENCY: String(options.concurrency),
      THREADS: options.threads === undefined ? '' : String(options.threads),
      ENGINE: options.engine,
      YOTO_DATA: options.data ?? '',
      YOTO_STATE: options.state,
    },
  });
  // Ctrl-C reaches the worker by itself, which then ends in order; other signals are passed on.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill('SIGTERM'));
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
}
