import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tryLockFile } from './file-lock.ts';

/** Another process that tries to lock the file and lives until it is killed; resolves to whether it has the lock. */
async function lockElsewhere(file: string) {
  const module = JSON.stringify(new URL('./file-lock.ts', import.meta.url).href);
  const code = `import { tryLockFile } from ${module};
    globalThis.lock = tryLockFile(${JSON.stringify(file)});
    console.log(globalThis.lock ? 'locked' : 'refused');
    setInterval(() => {}, 1000);`;
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('@yoto/ts-loader'), '--input-type=module', '--eval', code],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  return { child, locked: String(said).trim() === 'locked' };
}

test('of several processes one has the lock, even a stopped one, and its death frees it at once', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'lock');
  writeFileSync(file, 'untouched');

  const rivals = await Promise.all([lockElsewhere(file), lockElsewhere(file), lockElsewhere(file)]);
  expect(rivals.filter(({ locked }) => locked)).toHaveLength(1);
  const { child } = rivals.find(({ locked }) => locked)!;
  child.kill('SIGSTOP');
  expect(tryLockFile(file)).toBeUndefined();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = tryLockFile(file);
  expect(lock).toBeDefined();
  expect(tryLockFile(file)).toBeUndefined();
  lock?.release();
  tryLockFile(file)!.release();
  expect(readFileSync(file, 'utf8')).toBe('untouched');
});
