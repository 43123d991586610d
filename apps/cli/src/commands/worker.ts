import { AppError } from '@yoto/core';
import { forkProgram, onInterrupt } from '@yoto/host';
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
  const worker = forkProgram({
    entry: WORKER_ENTRY,
    environment: {
      ...config.environment,
      WORKER_NAME: options.name ?? '',
      CONCURRENCY: String(options.concurrency),
      THREADS: options.threads === undefined ? '' : String(options.threads),
      ENGINE: options.engine,
      YOTO_DATA: options.data ?? '',
      YOTO_STATE: options.state,
    },
  });
  const forget = onInterrupt(worker.terminate, worker.kill);
  const { code } = await worker.ended;
  forget();
  process.exitCode = code ?? 1;
}
