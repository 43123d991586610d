/** The options of the commands that start things on this machine. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { EngineChoice } from '@yoto/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CliConfig, DEFAULT_PORT } from '../config.ts';
import { wholeNumber } from './number-argument.ts';

export interface StackOptions {
  port: number;
  databasePort?: number;
  host: string;
  publicUrl?: string;
  allowedHosts?: string;
  workers: number;
  threads?: number;
  engine: string;
  data?: string;
}

const folder = (written: string) => path.resolve(written);

function webAddress(written: string): string {
  if (/^https?:\/\//i.test(written) && URL.canParse(written)) return written;
  throw new InvalidArgumentError('Write it like https://example.com/yoto.');
}

const publicUrlOption = (config: CliConfig): Option =>
  new Option('--public-url <url>', 'where browsers reach the server, e.g. through a proxy (or PUBLIC_URL)')
    .argParser(webAddress)
    .default(config.publicUrl);

const allowedHostsOption = (config: CliConfig): Option =>
  new Option(
    '--allowed-hosts <names>',
    'more names of the server, separated by commas; .example.com stands for all below it (or ALLOWED_HOSTS)',
  ).default(config.allowedHosts);

export const engineOption = (config: CliConfig): Option =>
  new Option('--engine <name>', 'what workers compute with (or ENGINE)')
    .choices(EngineChoice.options)
    .default(config.engine ?? 'auto');

export const dataOption = (config: CliConfig): Option =>
  new Option('--data <dir>', 'folder of the data sets (or YOTO_DATA)')
    .argParser(folder)
    .default(config.dataDir);

export const stateOption = (config: CliConfig): Option =>
  new Option('--state <dir>', 'folder of the database, checkpoints, artifacts and logs (or YOTO_STATE)')
    .argParser(folder)
    .default(config.stateDir);

/** Two workers where there are two cores: one keeps training while the other one starts its job or evaluates. */
const defaultWorkers = (cores = availableParallelism()): number => (cores >= 2 ? 2 : 1);

/** The cores shared out among the workers. */
export const threadsPerWorker = (workers: number, cores = availableParallelism()): number =>
  Math.max(1, Math.floor(cores / Math.max(1, workers)));

export function addStackOptions(command: Command, config: CliConfig): Command {
  return command
    .option('--port <number>', 'port of the API and the dashboard', wholeNumber(0, 65_535), DEFAULT_PORT)
    .addOption(
      new Option(
        '--database-port <number>',
        'preferred port of the embedded database (or YOTO_DATABASE_PORT); the next free one is taken where it is busy (default: 55432)',
      )
        .argParser(wholeNumber(1, 65_535))
        .default(config.databasePort),
    )
    .option('--host <name>', 'address to listen on; 0.0.0.0 admits other machines', '127.0.0.1')
    .addOption(publicUrlOption(config))
    .addOption(allowedHostsOption(config))
    .option('--workers <number>', 'worker processes', wholeNumber(0, 64), defaultWorkers())
    .option(
      '--threads <number>',
      'threads of each worker (default: the cores shared out)',
      wholeNumber(1, 256),
    )
    .addOption(engineOption(config))
    .addOption(dataOption(config));
}
