import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLaunchLock } from './launch-lock.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'yoto-lock-'));
  file = path.join(dir, 'launch.lock');
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Runs `count` pieces of work at once; the most that were inside at the same time. */
async function mostAtOnce(count: number): Promise<number> {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(10);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: count }, () => withLaunchLock(file, work)));
  return most;
}

test('one at a time, and nothing is left behind', async () => {
  expect(await mostAtOnce(4)).toBe(1);
  expect(readdirSync(dir)).toEqual([]);
});

test('the lock of a dead process is taken over at once, by one waiter only', async () => {
  const deadPid = spawnSync(process.execPath, ['--version']).pid;
  writeFileSync(file, JSON.stringify({ pid: deadPid, host: hostname() }));
  expect(await mostAtOnce(4)).toBe(1);
  expect(readdirSync(dir)).toEqual([]);
});

test('a lock that nobody has touched for long is taken over although its pid lives again', async () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, host: 'another-container' }));
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(file, longAgo, longAgo);
  expect(await withLaunchLock(file, async () => 'done', 1_000)).toBe('done');
});

test('a live holder is waited for, and named when the wait is over', async () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }));
  await expect(withLaunchLock(file, async () => 'done', 100)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(String(process.pid)),
  });
  expect(existsSync(file)).toBe(true);
});

test('failed work releases the lock', async () => {
  await expect(withLaunchLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});
