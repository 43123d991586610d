/** The command line within this process: the same from its arguments to its exit code, without a second or two of start. */
import { Console } from 'node:console';
import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../src/run-command-line.ts';
import { type Ended, environmentOf, type YotoOptions } from './yoto-process.ts';

let before: Promise<unknown> = Promise.resolve();

/**
 * Runs `yoto ARGUMENTS` to its end. One after the other, since each has the streams and the folder of this process. What
 * depends on being a process (signals, whether anything keeps it from ending) wants `yotoProcess`.
 */
export function yoto(args: readonly string[], options: YotoOptions = {}): Promise<Ended> {
  const ended = before.then(() => run(args, options));
  before = ended;
  return ended;
}

async function run(args: readonly string[], options: YotoOptions): Promise<Ended> {
  const [stdout, stderr] = [new Said(), new Said()];
  const stdin = Readable.from([Buffer.from(options.input ?? '')]);
  const folder = process.cwd();
  const restore = [
    replace(process, { stdin, stdout, stderr }),
    replace(globalThis, { console: new Console(stdout, stderr) }),
  ];
  process.exitCode = undefined;
  try {
    if (options.cwd !== undefined) process.chdir(options.cwd);
    await runCommandLine(args, environmentOf(options));
    return { exitCode: Number(process.exitCode ?? 0), stdout: stdout.text, stderr: stderr.text };
  } finally {
    process.exitCode = undefined;
    process.chdir(folder);
    for (const undo of restore) undo();
  }
}

class Said extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk;
    done();
  }
}

/** Returns how to have the old properties again. */
function replace(target: object, values: Record<string, unknown>): () => void {
  const old = Object.keys(values).map(
    (name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const,
  );
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true });
  }
  return () => {
    for (const [name, descriptor] of old) Object.defineProperty(target, name, descriptor ?? {});
  };
}
