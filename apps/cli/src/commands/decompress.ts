import path from 'node:path';
import type { Command } from 'commander';
import {
  addCodecOptions,
  type CodecOptions,
  machineOf,
  modelStore,
  outputFile,
} from '../codec/codec-options.ts';
import { decompressReport } from '../codec/codec-report.ts';
import { modelOfFile } from '../codec/find-model.ts';
import { Decompressed, Inspected, runCodec } from '../codec/run-codec.ts';
import type { CliConfig } from '../config.ts';
import { withExamples } from './examples.ts';

/** Not `.png` alone: that may be the original. */
const ENDING = '.decoded.png';

export function addDecompress(program: Command, config: CliConfig): void {
  const command = program
    .command('decompress')
    .description('decode a picture that `yoto compress` wrote, as a PNG')
    .argument('<file>', 'a .yoto file')
    .option('--out <file>', `where to (default: the name of the file with ${ENDING})`);
  addCodecOptions(command, config).action(async (written: string, options: CodecOptions) => {
    const out = await outputFile(written, ENDING, options);
    const file = path.resolve(written);
    const model =
      options.model === undefined ? await foundModel(file, options, config) : path.resolve(options.model);
    const request = { action: 'decompress', model, file, out, ...machineOf(options) };
    const answer = { name: 'decompressed', answer: Decompressed } as const;
    const report = await runCodec(answer, request, config.environment);
    const shown = path.relative(process.cwd(), out) || out;
    console.log(
      options.json ? JSON.stringify({ file: out, ...report }, undefined, 2) : decompressReport(shown, report),
    );
  });
  withExamples(command, [
    ['yoto decompress photo.yoto', `photo${ENDING}; its model is kept here or asked for on the server`],
    ['yoto decompress photo.yoto --model step-4000.safetensors', 'without a server'],
  ]);
}

/** The file says which model it needs. */
async function foundModel(file: string, options: CodecOptions, config: CliConfig): Promise<string> {
  const answer = { name: 'inspected', answer: Inspected } as const;
  const needed = await runCodec(answer, { action: 'inspect', file }, config.environment);
  return modelOfFile(modelStore(options), needed);
}
