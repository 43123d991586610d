/**
 * Lists or installs engines in a process of its own, for a command line that must not load TensorFlow.js:
 *   engine-command.ts list NATIVE_DIR
 *   engine-command.ts install NATIVE_DIR FROM [--gpu]
 * Prints one JSON object per line: progress ({ step, message }), then { engines } or { installed }, or { error }.
 */
import { AppError, toAppError } from '@yoto/core';
import { installNativeEngine, probeEngines } from '@yoto/engine';

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function run([command, nativeDir, from, ...flags]: string[]): Promise<void> {
  if (command === 'list' && nativeDir) return print({ engines: await probeEngines({ nativeDir }) });
  if (command !== 'install' || !nativeDir || !from) {
    throw new AppError(
      'invalid_input',
      'Usage: engine-command list NATIVE_DIR | install NATIVE_DIR FROM [--gpu]',
    );
  }
  const gpu = flags.includes('--gpu');
  print({ installed: await installNativeEngine({ nativeDir, gpu, from, onProgress: print }) });
}

try {
  await run(process.argv.slice(2));
} catch (thrown) {
  const { code, message } = toAppError(thrown);
  print({ error: { code, message } });
  process.exitCode = 1;
}
