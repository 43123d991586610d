/** The worker as users run it: a process of its own, which a test may send signals. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { linkedPrograms } from '@yoto/testkit';

export interface WorkerProcess {
  /** What it logs; `msg` is the message. */
  log: { msg: string; [field: string]: unknown }[];
  logged(message: RegExp, withinMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Resolves once it takes messages. */
export async function startWorkerProcess(environment: Record<string, string>): Promise<WorkerProcess> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', import.meta.resolve('@yoto/ts-loader'), main],
    { env: { ENGINE: 'wasm', ...linkedPrograms(), ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log: WorkerProcess['log'] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.push(line.startsWith('{') ? JSON.parse(line) : { msg: line });
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  const logged = async (message: RegExp, withinMs = 90_000) => {
    const end = Date.now() + withinMs;
    while (!log.some(({ msg }) => message.test(msg))) {
      if (Date.now() > end) throw new Error(`never logged ${message}: ${JSON.stringify(log)}`);
      await sleep(20);
    }
  };
  await logged(/worker ready/);
  return { log, logged, kill: (signal) => child.kill(signal), ended };
}
