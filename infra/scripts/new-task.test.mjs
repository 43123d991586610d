import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('./new-task.mjs', import.meta.url));
/** It starts processes, which share the machine with other tests. */
const PATIENCE_MS = 120_000;

let folder;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yoto-new-task-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function newTask(...args) {
  const environment = { ...process.env, INIT_CWD: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], {
    env: environment,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test(
  'a new task passes the contract suite and its types at once',
  () => {
    expect(newTask('spot-cleaner')).toMatchObject({ status: 0, stderr: '' });
    const home = path.join(folder, 'spot-cleaner');
    expect(JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')).name).toBe('spot-cleaner');
    for (const file of readdirSync(home, { recursive: true }).filter((one) => /^[^/]+\.|^src\//.test(one))) {
      expect(readFileSync(path.join(home, file), 'utf8'), file).not.toMatch(/my-task|My task|PATH_TO/);
    }
    const inFolder = (...command) =>
      spawnSync('npm', ['run', '--silent', ...command], { cwd: home, encoding: 'utf8' });
    const suite = inFolder('test', '--', '--reporter=json');
    expect(JSON.parse(suite.stdout)).toMatchObject({ success: true, numFailedTests: 0 });
    expect(JSON.parse(suite.stdout).numPassedTests).toBeGreaterThan(20);
    expect(inFolder('typecheck')).toMatchObject({ status: 0, stdout: '' });

    rmSync(path.join(home, 'node_modules'), { recursive: true });
    expect(newTask('--link', 'spot-cleaner').status).toBe(0);
    expect(existsSync(path.join(home, 'node_modules/@yoto/training/package.json'))).toBe(true);
  },
  PATIENCE_MS,
);

test(
  'what cannot be made is refused with what to do, and nothing is left behind',
  () => {
    const before = readdirSync(folder);
    for (const [args, message] of [
      [[], /^error: One name is needed\nfix: {3}npm run new:task my-task\n$/],
      [['a', 'b'], /^error: One name is needed/],
      [['--wrong', 'a'], /^error: Unknown option '--wrong'/],
      [['My_Task'], /^error: "My_Task" is no name for a task\nfix: {3}use lower-case letters/],
      [['double--dash'], /is no name for a task/],
      [['toy'], /^error: A built-in task is called "toy" already/],
      [['spot-cleaner'], /^error: .*spot-cleaner exists already\nfix: {3}choose another name/],
      [['/dev/null/mine'], /^error: \/dev\/null\/mine cannot be made/],
      [['--link', 'nowhere'], /^error: .*nowhere is no task package/],
    ]) {
      const { status, stderr } = newTask(...args);
      expect({ args, status, stderr }).toEqual({ args, status: 2, stderr: expect.stringMatching(message) });
    }
    expect(readdirSync(folder)).toEqual(before);
  },
  PATIENCE_MS,
);
