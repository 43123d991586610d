import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStateFolder } from './state-folder.ts';

let root: string;
let umask: number;
beforeEach(() => {
  umask = process.umask(0o022);
  root = mkdtempSync(path.join(tmpdir(), 'yoto-state-'));
});
afterEach(() => {
  process.umask(umask);
  rmSync(root, { recursive: true });
});

const modeOf = (file: string) => statSync(file).mode & 0o7777;
const existing = (mode: number) => {
  const dir = path.join(root, 'existing');
  mkdirSync(dir);
  chmodSync(dir, mode);
  return dir;
};

test('a new folder and everything that is made afterwards are closed to others, the folders above it are not', () => {
  const dir = path.join(root, 'above', 'state');
  openStateFolder(dir);
  expect(modeOf(dir)).toBe(0o700);
  expect(modeOf(path.dirname(dir))).toBe(0o755);
  mkdirSync(path.join(dir, 'logs'));
  writeFileSync(path.join(dir, 'logs', 'api.log'), '');
  expect(modeOf(path.join(dir, 'logs'))).toBe(0o700);
  expect(modeOf(path.join(dir, 'logs', 'api.log'))).toBe(0o600);
});

test.each([
  ['one that others can read is closed', 0o755, 0o700],
  ['one that a group can pass keeps its mode', 0o710, 0o710],
  ['one that everybody shares keeps its mode', 0o1777, 0o1777],
])('of existing folders, %s', (_what, before, after) => {
  const dir = existing(before);
  openStateFolder(dir);
  expect(modeOf(dir)).toBe(after);
});

test.each([
  ['a file', (place: string) => writeFileSync(place, ''), '', /it is a file/],
  ['a folder below a file', (place: string) => writeFileSync(place, ''), 'state', /is a file/],
])('%s is refused with another choice', (_what, make, below, message) => {
  const place = path.join(root, 'place');
  make(place);
  const dir = path.join(place, below);
  expect(() => openStateFolder(dir)).toThrow(message);
  expect(() => openStateFolder(dir)).toThrow(
    expect.objectContaining({
      code: 'config_invalid',
      message: expect.stringContaining(dir),
      details: { fix: expect.stringContaining('YOTO_STATE=DIR') },
    }),
  );
});

test.skipIf(process.getuid?.() === 0)('a folder without the right to write is refused (needs a user)', () => {
  expect(() => openStateFolder(path.join(existing(0o500), 'state'))).toThrow(/may not write there/);
});

test.runIf(process.platform === 'linux')('a place where no folder can be made is refused', () => {
  expect(() => openStateFolder('/proc/yoto')).toThrow(
    expect.objectContaining({ code: 'config_invalid', message: expect.stringContaining('/proc/yoto') }),
  );
});
