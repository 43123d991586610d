import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadTasks } from './load-tasks.ts';
import { taskSpecs } from './specs.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'task-packages-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** A module that stands for a package. */
async function packageOf(name: string, source: string): Promise<string> {
  const file = join(directory, `${name}.mjs`);
  await writeFile(file, source);
  return pathToFileURL(file).href;
}
const taskSource = (id: string) => `{ spec: { id: '${id}', lossTerms: [] }, setup() {} }`;

describe('loadTasks', () => {
  test('gives the built-in tasks, whose specs can be had without them', async () => {
    const tasks = await loadTasks([]);
    expect(tasks.map((task) => task.spec)).toEqual(taskSpecs);
  });
  test('adds the tasks of packages, exported by default or by name', async () => {
    const byDefault = await packageOf('by-default', `export default ${taskSource('mine')}`);
    const byName = await packageOf('by-name', `export const task = ${taskSource('yours')}`);
    const ids = (await loadTasks([byDefault, byName])).map((task) => task.spec.id);
    expect(ids).toEqual([...taskSpecs.map((spec) => spec.id), 'mine', 'yours']);
  });
  test('a package that is not installed is named, with what to do', async () => {
    await expect(loadTasks(['yoto-task-nowhere'])).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('npm install yoto-task-nowhere'),
    });
  });
  test('a package that fails to load gives its reason', async () => {
    const broken = await packageOf('broken', 'throw new Error("no such device")');
    await expect(loadTasks([broken])).rejects.toThrow(/cannot be loaded: no such device/);
  });
  test('a package without a task is refused', async () => {
    const other = await packageOf('other', 'export default { spec: {} }');
    await expect(loadTasks([other])).rejects.toThrow(/has no task/);
  });
  test('a folder is a package too, and its package.json says where its modules are', async () => {
    const folder = join(directory, 'folder');
    await mkdir(folder);
    await writeFile(join(folder, 'task.mjs'), `export default ${taskSource('here')}`);
    const manifest = { name: '@lab/here', exports: { '.': './task.mjs' } };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    const fromHere = `./${relative(process.cwd(), folder)}`;
    for (const name of [folder, fromHere])
      expect((await loadTasks([name])).at(-1)?.spec.id, name).toBe('here');
    await expect(loadTasks([join(directory, 'nowhere')])).rejects.toMatchObject({ code: 'config_invalid' });
  });
  test('a command that is declared and not there is refused', async () => {
    const source = `{ spec: { id: 'idle', lossTerms: [], commands: [{ name: 'draw' }] }, setup() {} }`;
    const idle = await packageOf('idle', `export default ${source}`);
    await expect(loadTasks([idle])).rejects.toThrow(/"idle" has a command "draw", which/);
  });
  test('two tasks of one id are refused', async () => {
    const twin = await packageOf('twin', `export default ${taskSource('beta-vae')}`);
    await expect(loadTasks([twin])).rejects.toThrow(/two tasks have the id "beta-vae"/i);
  });
});
