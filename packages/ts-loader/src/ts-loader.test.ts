/** Programs in TypeScript, started as the product starts its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strippedText } from './stripped-text.mjs';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yoto-ts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(name: string, source: string, environment: NodeJS.ProcessEnv = {}) {
  const file = path.join(folder, name);
  writeFileSync(file, source);
  const args = ['--import', import.meta.resolve('@yoto/ts-loader'), file];
  const env = { ...process.env, ...environment };
  return { file, ...spawnSync(process.execPath, args, { encoding: 'utf8', env }) };
}

test('a program and what it imports lose their types; a stack trace speaks of the sources', () => {
  writeFileSync(
    path.join(folder, 'part.mts'),
    'export interface Part { size: number }\nexport const SIZE = 3;\n',
  );
  const source = `
    import { type Part, SIZE } from './part.mts';

    const part = { size: SIZE } satisfies Part;
    console.log(new Error(String(part.size as number)).stack);`;
  const { file, stdout, stderr } = run('program.ts', source);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^Error: 3\n/);
  expect(stdout).toContain(`${file}:5:17`);
});

test('syntax that is more than types is refused, with its place', () => {
  const { file, status, stderr } = run('enum.ts', '\nenum Colour {\n  Red,\n}\n');
  expect(status).not.toBe(0);
  expect(stderr).toContain(`${file}:2: TypeScript enum is not supported in strip-only mode`);
});

test('a text is kept, and replaced when its source has changed', async () => {
  const kept = path.join(folder, 'kept');
  const first = await strippedText('/a.ts', 'const a: number = 1;', kept);
  expect(first).toMatch(/^const a {9}= 1;\n/);
  const [file] = readdirSync(kept);
  expect(readFileSync(path.join(kept, file!), 'utf8')).toBe(first);
  expect(await strippedText('/a.ts', 'const a: number = 2;', kept)).toMatch(/= 2;/);
  expect(await strippedText('/b.ts', 'const b: number = 3;', kept)).toMatch(/= 3;/);
  expect(readdirSync(kept)).toHaveLength(2);
  expect(await strippedText('/a.ts', 'const a: number = 1;', kept)).toBe(first);
});

test('what was kept in part, or cannot be kept, is stripped anew', async () => {
  const kept = path.join(folder, 'torn');
  const whole = await strippedText('/a.ts', 'const a: number = 1;', kept);
  writeFileSync(path.join(kept, readdirSync(kept)[0]!), whole.slice(0, 10));
  expect(await strippedText('/a.ts', 'const a: number = 1;', kept)).toBe(whole);
  const file = path.join(folder, 'no-folder');
  writeFileSync(file, '');
  expect(await strippedText('/a.ts', 'const a: number = 1;', file)).toBe(whole);
});

test('a source that is linked is taken from the linked file, once; others are loaded themselves', () => {
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return pathToFileURL(path.join(folder, name)).href;
  };
  const counted = `globalThis.loads = (globalThis.loads ?? 0) + 1;`;
  const url = write('linked.mjs', `${counted} export const where = 'linked'; export default 'default';`);
  const source = write('to-link.ts', `export const where: string = 'source'; export default 'none';`);
  write('other.ts', `export const other: string = 'itself';`);
  const programs = path.join(folder, 'programs.json');
  writeFileSync(programs, JSON.stringify({ [source]: { url, hasDefault: true } }));
  const program = `
    import standard, { where } from './to-link.ts';
    import { other } from './other.ts';
    await import(${JSON.stringify(url)});
    console.log(where, standard, other, globalThis.loads);`;
  const { stdout, stderr } = run('links.ts', program, { YOTO_LINKED_PROGRAMS: programs });
  expect({ stdout, stderr }).toEqual({ stdout: 'linked default itself 1\n', stderr: '' });
});
