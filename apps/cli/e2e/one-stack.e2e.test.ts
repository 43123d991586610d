/** Two stacks on one state folder, and how a stack ends when only a part of it is told to. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stateFolder } from './running-stack.ts';
import { type Ended, type RunningYoto, startYoto } from './yoto-process.ts';

const state = stateFolder();
const running: RunningYoto[] = [];
afterAll(async () => {
  for (const { process } of running) process.kill('SIGTERM');
  await Promise.all(running.map(({ ended }) => ended));
  state.remove();
});

function up(): RunningYoto {
  const stack = startYoto(['up', '--state', state.folder, '--port', '0', '--workers', '0']);
  running.push(stack);
  return stack;
}
const never = new Promise<never>(() => undefined);
const isUp = (stack: RunningYoto) => stack.printed(/^Dashboard: +(\S+)$/m);

function expectRefusal({ exitCode, stdout, stderr }: Ended, by: RunningYoto): void {
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  const { pid } = by.process;
  expect(stderr).toMatch(new RegExp(`^error: Another yoto \\(process ${pid}\\) runs on ${state.folder}`));
  expect(stderr).toMatch(new RegExp(`^fix: .*kill ${pid}.*YOTO_STATE=DIR`, 'm'));
}

test('of two stacks started at the same instant one runs; not even a stopped API or kill -9 confuses the next', async () => {
  const rivals = [up(), up()];
  const winner = await Promise.race(
    rivals.map(async (rival) =>
      isUp(rival).then(
        () => rival,
        () => never,
      ),
    ),
  );
  const loser = rivals.find((rival) => rival !== winner)!;
  expectRefusal(await loser.ended, winner);

  const modes = readdirSync(state.folder, { recursive: true, encoding: 'utf8' }).map((file) => ({
    file,
    open: statSync(path.join(state.folder, file)).mode & 0o077,
  }));
  expect(modes.filter(({ open }) => open !== 0)).toEqual([]);
  expect(modes.map(({ file }) => file)).toContain(path.join('logs', 'api.log'));

  const api = Number(
    spawnSync('pgrep', ['-P', String(winner.process.pid), '-f', 'api/src/main'], { encoding: 'utf8' }).stdout,
  );
  process.kill(api, 'SIGSTOP');
  const third = up();
  expectRefusal(await third.ended, winner);
  process.kill(api, 'SIGCONT');

  winner.process.kill('SIGKILL');
  await winner.ended;
  await isUp(up());
}, 180_000);
