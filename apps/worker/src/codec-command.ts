/**
 * Compresses or decompresses one picture in a process of its own, for a command line that must not load TensorFlow.js.
 * Reads one JSON object from standard input (`CodecRequest`) and prints one: `compressed`, `decompressed` or
 * `inspected`, or else `error`.
 */
import { text } from 'node:stream/consumers';
import { parseInput, toAppError } from '@yoto/core';
import { CodecRequest } from './codec/codec-request.ts';

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function run(): Promise<void> {
  const request = parseInput(CodecRequest, JSON.parse(await text(process.stdin)), 'The request');
  // Loaded when it is needed: only two of the three need an engine.
  if (request.action === 'compress') {
    const { compressFile } = await import('./codec/compress-file.ts');
    return print({ compressed: await compressFile(request) });
  }
  const { decompressFile, inspectFile } = await import('./codec/decompress-file.ts');
  if (request.action === 'inspect') return print({ inspected: await inspectFile(request.file) });
  print({ decompressed: await decompressFile(request) });
}

run()
  .catch((thrown: unknown) => {
    const { code, message, details } = toAppError(thrown);
    print({ error: { code, message, ...(typeof details.fix === 'string' ? { fix: details.fix } : {}) } });
    process.exitCode = 1;
  })
  // Native engines keep threads alive.
  .finally(() => process.exit());
