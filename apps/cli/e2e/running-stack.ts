import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Client, createClient } from '@yoto/client';
import { testDatabase } from '@yoto/testkit';
import { type RunningYoto, startYoto } from './yoto-process.ts';

/** Quick to notice what ordinary settings take a minute to notice. */
const QUICK = { HEARTBEAT_MS: '300', STALL_AFTER_MS: '15000', RECONCILE_EVERY_MS: '300' };

/** For tests that train only to have something to show: a second worker would take as long to start as it saves. */
export const ONE_WORKER: readonly string[] = ['--port', '0', '--workers', '1'];

export interface RunningStack {
  url: string;
  client: Client;
  launcher: RunningYoto;
  /** Ctrl-C; resolves to the exit code. */
  interrupt(): Promise<number | null>;
}

/** An empty folder for a stack's state, and the way to remove it. */
export function stateFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-e2e-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * `yoto up` with the toy task, on any free port unless `args` say otherwise. Its database is one of the server that all
 * tests share, which saves it the start of a Postgres, unless `environment` names another.
 */
export async function startStack(
  stateDir: string,
  args: readonly string[] = ['--port', '0'],
  environment: NodeJS.ProcessEnv = {},
): Promise<RunningStack> {
  if (environment.DATABASE_URL !== undefined) return startWholeStack(stateDir, args, environment);
  const database = await testDatabase();
  const stack = await startWholeStack(stateDir, args, { ...environment, DATABASE_URL: database.url });
  return {
    ...stack,
    async interrupt() {
      const exitCode = await stack.interrupt();
      await database.drop();
      return exitCode;
    },
  };
}

/** The same with a Postgres of its own below `stateDir`, as users have it who name no database. */
export async function startWholeStack(
  stateDir: string,
  args: readonly string[] = ['--port', '0'],
  environment: NodeJS.ProcessEnv = {},
): Promise<RunningStack> {
  const launcher = startYoto(['up', '--state', stateDir, '--engine', 'wasm', '--threads', '1', ...args], {
    environment: { TASK_PACKAGES: '@yoto/testkit/toy-task', ...QUICK, ...environment },
  });
  const match = await launcher.printed(/^Dashboard: +(\S+)$/m);
  const url = match[1] as string;
  return {
    url,
    client: createClient({ baseUrl: url }),
    launcher,
    async interrupt() {
      launcher.process.kill('SIGINT');
      return (await launcher.ended).exitCode;
    },
  };
}

/** Resolves once every job of the sweep is completed; rejects with the message of one that has failed. */
export async function allCompleted({ client }: RunningStack, sweepId: string): Promise<void> {
  for (;;) {
    const { items } = await client.listSweepJobs({ params: { id: sweepId } });
    const failed = items.find(({ errorMessage }) => errorMessage);
    if (failed) throw new Error(failed.errorMessage ?? '');
    if (items.every(({ state }) => state === 'completed')) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
