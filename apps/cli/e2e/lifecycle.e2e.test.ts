/** Ctrl-C, kill -9, and what the next start finds. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { type RunningStack, startWholeStack, stateFolder } from './running-stack.ts';
import { slowSweep } from './toy-specs.ts';

const state = stateFolder();
const stacks: RunningStack[] = [];
afterAll(async () => {
  await stacks.at(-1)?.interrupt();
  state.remove();
});

async function start(args = ['--port', '0']): Promise<RunningStack> {
  const stack = await startWholeStack(state.folder, [...args, '--workers', '1']);
  stacks.push(stack);
  return stack;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const workerPids = async ({ client }: RunningStack) =>
  (await client.listWorkers()).items.filter(({ stoppedAt }) => stoppedAt === null).map(({ pid }) => pid);

async function jobOf({ client }: RunningStack, sweepId: string) {
  const { items } = await client.listSweepJobs({ params: { id: sweepId } });
  return client.getJob({ params: { id: items[0]!.id } });
}

async function untilStep(stack: RunningStack, sweepId: string, step: number): Promise<void> {
  const reached = async () => expect((await jobOf(stack, sweepId)).step).toBeGreaterThanOrEqual(step);
  await vi.waitFor(reached, { timeout: 60_000, interval: 100 });
}

/** Waits for the attempt, until it knows where it goes on from. */
async function untilAttempt(stack: RunningStack, sweepId: string, number: number) {
  const look = async () => {
    const attempt = (await jobOf(stack, sweepId)).attempts.find((one) => one.number === number);
    expect(attempt?.resumedFromStep).toEqual(expect.any(Number));
    return attempt!;
  };
  return vi.waitFor(look, { timeout: 60_000, interval: 100 });
}

test('Ctrl-C checkpoints the jobs and leaves no process; the next start goes on from there', async () => {
  const first = await start();
  const hurryFile = path.join(state.folder, 'hurry');
  const { id } = await first.client.createSweep({ body: { spec: slowSweep('interrupted', 400, hurryFile) } });
  await untilStep(first, id, 15);
  const pids = await workerPids(first);
  expect(pids).toHaveLength(1);
  expect(await first.interrupt()).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);

  const second = await start();
  const resumed = (await untilAttempt(second, id, 2)).resumedFromStep ?? 0;
  expect(resumed).toBeGreaterThanOrEqual(15);
  const { attempts } = await jobOf(second, id);
  expect(attempts.find(({ number }) => number === 1)?.outcome).toBe('preempted');
  await untilStep(second, id, resumed + 15);

  // kill -9 of the launcher: the others notice, and neither port nor database is in the way of the next start.
  const orphans = await workerPids(second);
  second.launcher.process.kill('SIGKILL');
  await second.launcher.ended;
  const third = await start(['--port', new URL(second.url).port]);
  expect(third.url).toBe(second.url);
  writeFileSync(hurryFile, '');
  const completed = async () => expect((await jobOf(third, id)).state).toBe('completed');
  await vi.waitFor(completed, { timeout: 60_000, interval: 200 });
  expect((await untilAttempt(third, id, 3)).resumedFromStep).toBeGreaterThan(resumed);
  expect(orphans.filter(isAlive)).toEqual([]);
}, 400_000);

test('a second Ctrl-C ends everything at once', async () => {
  const stack = stacks.at(-1)!;
  const { id } = await stack.client.createSweep({ body: { spec: slowSweep('hurried', 4000) } });
  await untilStep(stack, id, 5);
  const pids = await workerPids(stack);
  // Frozen workers cannot end in order.
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  stack.launcher.process.kill('SIGINT');
  await stack.launcher.printed(/Stopping/);
  await delay(1200);
  stack.launcher.process.kill('SIGINT');
  expect((await stack.launcher.ended).exitCode).toBe(130);
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 20_000 });
});
