/** The real command line as a process, the way a person starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../bin/yoto.mjs', import.meta.url));

/** What tests of this product may have set in the environment of the test run itself. */
const OWN_VARIABLES = [
  'DATABASE_URL',
  'REDIS_URL',
  'YOTO_SERVER',
  'YOTO_STATE',
  'YOTO_DATA',
  'ARTIFACTS',
  'ENGINE',
  'NODE_OPTIONS',
];

export interface YotoOptions {
  environment?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Sent to standard input. */
  input?: string;
}

export interface Ended {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningYoto {
  process: ChildProcess;
  /** What it has printed so far. */
  stdout(): string;
  /** Resolves with the first match in its output; rejects with the output when it ends without one. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>;
  ended: Promise<Ended>;
}

export const environmentOf = ({ environment }: YotoOptions): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN_VARIABLES.includes(name))),
  NO_COLOR: '1',
  ...environment,
});

/** Starts `yoto ARGUMENTS` and leaves it running. */
export function startYoto(args: readonly string[], options: YotoOptions = {}): RunningYoto {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: options.cwd,
    env: environmentOf(options),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([exitCode]) => ({ exitCode, stdout, stderr }));
  const printed = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = () => {
        const match = stdout.match(pattern);
        if (match) resolve(match);
      };
      look();
      child.stdout.on('data', look);
      void ended.then(() => reject(new Error(`ended without printing ${pattern}:\n${stdout}\n${stderr}`)));
    });
  return { process: child, stdout: () => stdout, printed, ended };
}

/** Runs `yoto ARGUMENTS` to its end, in a process of its own. */
export const yotoProcess = (args: readonly string[], options?: YotoOptions): Promise<Ended> =>
  startYoto(args, options).ended;
