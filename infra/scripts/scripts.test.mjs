import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { countTests } from './count-tests.mjs';
import { isInstalled } from './installed.mjs';

/** What a script imports before it does anything, and what that imports; packages by their names. */
function imported(file, found = new Set()) {
  for (const [, wanted] of readFileSync(file, 'utf8').matchAll(
    /^(?:import|\} from|export .* from)\b.*'([^']+)';$/gm,
  )) {
    const next = wanted.startsWith('.') ? path.join(path.dirname(file), wanted) : wanted;
    if (found.has(next)) continue;
    found.add(next);
    if (wanted.startsWith('.')) imported(next, found);
  }
  return found;
}

test.each(['demo', 'test', 'prepare'])('%s starts in a clone where nothing is installed', (script) => {
  const found = imported(path.join(import.meta.dirname, `${script}.mjs`));
  expect(found.size).toBeGreaterThan(1);
  const packages = [...found].filter((one) => !path.isAbsolute(one) && !one.startsWith('node:'));
  expect(packages).toEqual([]);
});

test('tests are summed, and a file that could not be loaded is a failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [{ status: 'failed' }] },
      { name: 'c.test.ts', status: 'failed', assertionResults: [] },
    ],
  };
  expect(countTests(report)).toEqual({ passed: 3, failed: 2, skipped: 3, brokenFiles: ['c.test.ts'] });
});

test('an installation is complete when every package of this platform has the locked version', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'yoto-installed-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (file, packages) => writeFileSync(path.join(root, file), JSON.stringify({ packages }));
  const locked = {
    '': {},
    'packages/core': { version: '0.1.0' },
    'node_modules/@yoto/core': { link: true, resolved: 'packages/core' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/only-on-windows': { version: '1.0.0', optional: true },
    'packages/core/node_modules/long': { version: '5.0.0' },
  };
  write('package-lock.json', locked);
  expect(isInstalled(root)).toBe(false);

  mkdirSync(path.join(root, 'node_modules'));
  const { '': _root, 'node_modules/only-on-windows': _optional, ...present } = locked;
  write('node_modules/.package-lock.json', present);
  expect(isInstalled(root)).toBe(true);

  write('node_modules/.package-lock.json', { ...present, 'node_modules/zod': { version: '4.6.6' } });
  expect(isInstalled(root)).toBe(false);

  const { 'packages/core/node_modules/long': _long, ...incomplete } = present;
  write('node_modules/.package-lock.json', incomplete);
  expect(isInstalled(root)).toBe(false);
});
