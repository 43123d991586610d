/** What `yoto compress` and `yoto decompress` have in common. */
import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { AppError } from '@yoto/core';
import type { Command, Option } from 'commander';
import { wholeNumber } from '../commands/number-argument.ts';
import { clientOf, type ServerOptions, serverOption } from '../commands/server-option.ts';
import { engineOption, stateOption } from '../commands/stack-options.ts';
import type { CliConfig } from '../config.ts';
import type { ModelStore } from './find-model.ts';

export interface CodecOptions extends ServerOptions {
  out?: string;
  model?: string;
  engine: string;
  threads: number;
  state: string;
  force: boolean;
  json: boolean;
}

/** Models may be large and networks slow. */
const PATIENCE_MS = 3_600_000;

export function addCodecOptions(command: Command, config: CliConfig): Command {
  return command
    .option('--model <file>', 'the checkpoint file of the model, instead of asking the server for it')
    .option('--force', 'replace a file that exists', false)
    .option('--json', 'print JSON', false)
    .addOption(worded(engineOption(config), 'what to compute with (or ENGINE)'))
    .option('--threads <number>', 'threads to compute with', wholeNumber(1, 256), availableParallelism())
    .addOption(worded(stateOption(config), 'folder of the models and the native engines (or YOTO_STATE)'))
    .addOption(serverOption(config));
}

export const modelStore = (options: CodecOptions): ModelStore => ({
  client: clientOf(options, PATIENCE_MS),
  folder: path.join(options.state, 'models'),
  say: (message) => console.error(message),
});

/** What the codec process needs to know of the machine. */
export const machineOf = ({ engine, threads, state }: CodecOptions) => ({
  ...{ engine, threads },
  nativeDir: path.join(state, 'engines'),
});

/** Where the result goes; `ending` in place of the input's own unless it was named. Throws `invalid_input` if it is there. */
export async function outputFile(
  input: string,
  ending: string,
  { out, force }: CodecOptions,
): Promise<string> {
  const { dir, name } = path.parse(input);
  const file = path.resolve(out ?? path.join(dir, `${name}${ending}`));
  if (file === path.resolve(input)) {
    throw new AppError('invalid_input', `${file} is the file to read: name another with --out`);
  }
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists || force) return file;
  throw new AppError('invalid_input', `${file} exists already`, {
    details: { fix: 'name another file with --out, or replace it with --force' },
  });
}

const worded = (option: Option, description: string): Option => Object.assign(option, { description });
