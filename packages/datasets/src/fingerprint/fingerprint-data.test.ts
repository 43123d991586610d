import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { DataSource } from './data-source.ts';
import { fingerprintData } from './fingerprint-data.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function folderOf(contents: Record<string, string | Buffer>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fingerprint-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(contents)) await writeFile(join(folder, name), content);
  return folder;
}
const sourceOf = (folder: string, names: readonly string[]): DataSource => ({
  kind: 'files',
  files: names.map((name) => ({ name, path: join(folder, name) })),
});
const sha256Of = (content: string) => createHash('sha256').update(content).digest('hex');

describe('of files', () => {
  test('is the hash of their names, sizes and hashes, wherever they lie and in whatever order', async () => {
    const contents = { 'b.bin': 'second', 'a.bin': 'first' };
    const [here, there] = [await folderOf(contents), await folderOf(contents)];
    const found = await fingerprintData(sourceOf(here, ['b.bin', 'a.bin']));
    const lines = `a.bin\t5\t${sha256Of('first')}\nb.bin\t6\t${sha256Of('second')}\n`;
    expect(found).toEqual({
      sha256: sha256Of(lines),
      covers: 'names, sizes and contents of a.bin, b.bin (11 bytes)',
    });
    expect(await fingerprintData(sourceOf(there, ['a.bin', 'b.bin']))).toEqual(found);
  });

  test('changes with a name, a content, or one file more', async () => {
    const folder = await folderOf({ a: 'one', b: 'one', c: 'two' });
    const prints = await Promise.all(
      [['a'], ['b'], ['c'], ['a', 'b']].map(
        async (names) => (await fingerprintData(sourceOf(folder, names))).sha256,
      ),
    );
    expect(new Set(prints).size).toBe(4);
  });

  test('a file is read again only when its size or date has changed', async () => {
    const folder = await folderOf({ a: 'before' });
    const print = async () => (await fingerprintData(sourceOf(folder, ['a']))).sha256;
    const path = join(folder, 'a');
    const dated = async (content: string, date: Date) => {
      await writeFile(path, content);
      await utimes(path, date, date);
    };
    await dated('before', new Date(1000));
    const first = await print();
    await dated('behind', new Date(1000));
    expect(await print()).toBe(first);
    await dated('behind', new Date(2000));
    const second = await print();
    expect(second).not.toBe(first);
    await appendFile(path, '!');
    await utimes(path, new Date(2000), new Date(2000));
    expect(await print()).not.toBe(second);
  });

  test('beyond the limit large files count by their ends, and it says so', async () => {
    const bytes = Buffer.alloc(3 * 1024 * 1024, 1);
    const print = async (change: (bytes: Buffer) => void) => {
      const changed = Buffer.from(bytes);
      change(changed);
      const folder = await folderOf({ large: changed, small: 'whole' });
      expect((await stat(join(folder, 'large'))).size).toBe(bytes.length);
      return fingerprintData(sourceOf(folder, ['large', 'small']), { wholeBytes: 1000 });
    };
    const unchanged = await print(() => undefined);
    expect(unchanged.covers).toContain('those over 2 MiB by their first and last MiB');
    expect(await print((all) => all.fill(7, 1_200_000, 1_800_000))).toEqual(unchanged);
    expect(await print((all) => all.fill(7, 0, 1))).not.toEqual(unchanged);
    expect(await print((all) => all.fill(7, bytes.length - 1))).not.toEqual(unchanged);
  });

  test('a file that is gone is missing data', async () => {
    const source = sourceOf(await folderOf({}), ['gone.bin']);
    await expect(fingerprintData(source)).rejects.toMatchObject({
      code: 'data_missing',
      message: expect.stringContaining('gone.bin'),
    });
  });
});

test('of a generator: another version or parameter is other data', async () => {
  const generator = { kind: 'generator', name: 'scenes', version: 1, parameters: { count: 3 } } as const;
  const { sha256, covers } = await fingerprintData(generator);
  expect(covers).toContain('"scenes", version 1');
  expect((await fingerprintData({ ...generator, version: 2 })).sha256).not.toBe(sha256);
  expect((await fingerprintData({ ...generator, parameters: { count: 4 } })).sha256).not.toBe(sha256);
  expect((await fingerprintData({ ...generator })).sha256).toBe(sha256);
});
