import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findBinaries, linkLibraries } from './binaries.ts';

test('finds the programs of this platform', async () => {
  const { initdb, postgres } = await findBinaries();
  expect([initdb, postgres].every((program) => existsSync(program))).toBe(true);
});

test('a platform without binaries is told to use an existing server', async () => {
  await expect(findBinaries('sunos', 'sparc')).rejects.toMatchObject({
    code: 'database_unavailable',
    message: expect.stringMatching(/sunos-sparc.*set DATABASE_URL to an existing PostgreSQL/s),
  });
});

test('makes the library links that an install without scripts leaves out, and leaves existing ones alone', () => {
  const packageDir = mkdtempSync(path.join(tmpdir(), 'yoto-binaries-'));
  onTestFinished(() => rmSync(packageDir, { recursive: true }));
  mkdirSync(path.join(packageDir, 'native/lib'), { recursive: true });
  writeFileSync(path.join(packageDir, 'native/lib/libz.so.1.2'), 'library');
  const links = [{ source: 'native/lib/libz.so.1.2', target: 'native/lib/libz.so.1' }];
  writeFileSync(path.join(packageDir, 'native/pg-symlinks.json'), JSON.stringify(links));
  linkLibraries(packageDir);
  linkLibraries(packageDir);
  expect(readFileSync(path.join(packageDir, 'native/lib/libz.so.1'), 'utf8')).toBe('library');
});
