import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRunning, ownIdentity } from './process-identity.ts';
import { openSpoolFolder } from './spool-folder.ts';

const attempt = { jobId: '01890000-0000-7000-8000-000000000001', attempt: 3 };
let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'yoto-spool-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

/** The folder of a worker that was not closed, with one attempt in it. */
async function leftBy(owner: object | undefined, name = 'dead'): Promise<string> {
  const folder = path.join(stateDir, 'spool', name);
  const inside = path.join(folder, `${attempt.jobId}.${attempt.attempt}`);
  await mkdir(inside, { recursive: true });
  await writeFile(path.join(inside, 'records.log'), 'x');
  if (owner) await writeFile(path.join(folder, 'owner.json'), JSON.stringify(owner));
  return folder;
}

describe('the spool folder', () => {
  test('of a worker that lives is left alone', async () => {
    const first = await openSpoolFolder(stateDir);
    await first.add(attempt);
    const second = await openSpoolFolder(stateDir);
    expect(await second.adopt()).toEqual([]);
    await first.leave();
    expect(await second.adopt()).toMatchObject([{ attempt }]);
  });

  test('of a dead process is taken over at once, by one taker only', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    await leftBy({ ...ownIdentity(), pid: child.pid, startedAt: '1' });
    const takers = await Promise.all([openSpoolFolder(stateDir), openSpoolFolder(stateDir)]);
    const taken = (await Promise.all(takers.map((taker) => taker.adopt()))).flat();
    expect(taken).toMatchObject([{ attempt }]);
    expect(await readdir(taken[0]?.folder ?? '')).toEqual(['records.log']);
    expect(await readdir(path.join(stateDir, 'spool'))).not.toContain('dead');
  });

  test('of a process whose id was given to another is taken over', async () => {
    await leftBy({ ...ownIdentity(), startedAt: '1' });
    const taker = await openSpoolFolder(stateDir);
    expect(await taker.adopt()).toHaveLength(1);
  });

  test('of another host is taken over once nobody has touched it for long', async () => {
    const folder = await leftBy({ scope: 'elsewhere', pid: 1, startedAt: '1' });
    const taker = await openSpoolFolder(stateDir);
    expect(await taker.adopt()).toEqual([]);
    const longAgo = new Date(Date.now() - 600_000);
    await utimes(path.join(folder, 'owner.json'), longAgo, longAgo);
    expect(await taker.adopt()).toHaveLength(1);
  });

  test('leaves nothing behind when there is nothing in it', async () => {
    const folder = await openSpoolFolder(stateDir);
    await folder.touch();
    await folder.leave();
    expect(await readdir(path.join(stateDir, 'spool'))).toEqual([]);
  });
});

test('a process is known by its id and its start', async () => {
  expect(isRunning(ownIdentity())).toBe(true);
  const child = spawn('sleep', ['10']);
  const identity = { ...ownIdentity(), pid: child.pid as number, startedAt: null };
  expect(isRunning(identity)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isRunning(identity)).toBe(false);
  expect(isRunning({ ...identity, scope: 'elsewhere' })).toBeUndefined();
});
