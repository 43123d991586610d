/** What every artifact store must do; run on each implementation. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ArtifactStore } from '@yoto/storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

/** `open` gives an empty store. */
export function describeArtifactStore(name: string, open: () => Promise<ArtifactStore>): void {
  describe(`artifact store: ${name}`, () => {
    let store: ArtifactStore;
    let folder: string;
    beforeAll(async () => {
      store = await open();
      folder = await mkdtemp(path.join(tmpdir(), 'yoto-artifact-source-'));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    /** Sorted by key. */
    async function filesBelow(prefix: string) {
      const files: { key: string; bytes: number; modifiedAt: Date }[] = [];
      for await (const file of store.list(prefix)) files.push(file);
      return files.sort((a, b) => (a.key < b.key ? -1 : 1));
    }

    test('gives back what was put, with its size and sha256', async () => {
      const content = randomBytes(100_000);
      const stored = await store.put('checkpoints/job-1/20.safetensors', content);
      expect(stored).toEqual({ sha256: sha256(content), bytes: 100_000 });
      expect(await store.get('checkpoints/job-1/20.safetensors', stored.sha256)).toEqual(content);
    });

    test('puts a file of the disk', async () => {
      const content = randomBytes(300_000);
      const source = path.join(folder, 'model.bin');
      await writeFile(source, content);
      const stored = await store.put('models/job-1.bin', { path: source });
      expect(stored).toEqual({ sha256: sha256(content), bytes: 300_000 });
      expect(await store.get('models/job-1.bin', stored.sha256)).toEqual(content);
    });

    test('takes a file of many megabytes, from memory and from the disk', { timeout: 60_000 }, async () => {
      const content = randomBytes(20 * 2 ** 20 + 1);
      const source = path.join(folder, 'big.bin');
      await writeFile(source, content);
      const expected = { sha256: sha256(content), bytes: content.length };
      expect(await store.put('big/from-memory', content)).toEqual(expected);
      expect(await store.put('big/from-disk', { path: source })).toEqual(expected);
      for (const key of ['big/from-memory', 'big/from-disk']) {
        expect((await store.get(key, expected.sha256)).equals(content)).toBe(true);
      }
      expect((await filesBelow('big/')).map((file) => file.bytes)).toEqual([content.length, content.length]);
    });

    test('takes an empty file', async () => {
      const stored = await store.put('empty', new Uint8Array());
      expect(stored).toEqual({ sha256: sha256(new Uint8Array()), bytes: 0 });
      expect(await store.get('empty', stored.sha256)).toHaveLength(0);
    });

    test('replaces a file of the same key', async () => {
      await store.put('replaced', Buffer.from('old, and longer'));
      const stored = await store.put('replaced', Buffer.from('new'));
      expect(String(await store.get('replaced', stored.sha256))).toBe('new');
      expect(await filesBelow('replaced')).toMatchObject([{ key: 'replaced', bytes: 3 }]);
    });

    test('a reader of a file that is being replaced sees one of the two, whole', async () => {
      const versions = [Buffer.alloc(2_000_000, 1), Buffer.alloc(1_500_000, 2)];
      const known = new Set(versions.map(sha256));
      await store.put('busy', versions[0]!);
      const writing = (async () => {
        for (let i = 1; i <= 6; i++) await store.put('busy', versions[i % 2]!);
      })();
      for (let i = 0; i < 10; i++) expect(known).toContain(sha256(await store.get('busy')));
      await writing;
    });

    test('many writers of one key leave one of their files', async () => {
      const contents = Array.from({ length: 8 }, (_, i) => Buffer.alloc(50_000 + i, i));
      await Promise.all(contents.map((content) => store.put('contested', content)));
      const left = await store.get('contested');
      expect(contents.some((content) => content.equals(left))).toBe(true);
      expect(await filesBelow('contested')).toHaveLength(1);
    });

    test('a source that does not exist is told, and leaves nothing', async () => {
      const missing = store.put('from-nothing', { path: path.join(folder, 'missing') });
      await expect(missing).rejects.toMatchObject({ code: 'not_found' });
      expect(await filesBelow('from-nothing')).toEqual([]);
    });

    test('refuses bytes that are not the expected ones', async () => {
      await store.put('torn', Buffer.from('half of it'));
      const whole = sha256(Buffer.from('half of it, and the rest'));
      await expect(store.get('torn', whole)).rejects.toMatchObject({ code: 'checkpoint_corrupt' });
      expect(String(await store.get('torn'))).toBe('half of it');
    });

    test('deletes, also what is not there', async () => {
      await store.put('gone', Buffer.from('x'));
      await store.delete('gone');
      await store.delete('gone');
      await expect(store.get('gone')).rejects.toMatchObject({ code: 'not_found' });
    });

    test('lists by the beginning of the key, with sizes and times', async () => {
      const before = Date.now();
      const keys = ['listed/a/1', 'listed/a/2.bin', 'listed/ab', 'listed/b/c/d', 'listed-too'];
      for (const [i, key] of keys.entries()) await store.put(key, Buffer.alloc(i));
      const listed = await filesBelow('listed/');
      expect(listed.map(({ key, bytes }) => [key, bytes])).toEqual(
        keys.slice(0, 4).map((key, i) => [key, i]),
      );
      for (const { modifiedAt } of listed) {
        // S3 tells whole seconds.
        expect(modifiedAt.getTime()).toBeGreaterThan(before - 2_000);
        expect(modifiedAt.getTime()).toBeLessThan(Date.now() + 2_000);
      }
      const keysBelow = async (prefix: string) => (await filesBelow(prefix)).map((file) => file.key);
      expect(await keysBelow('listed/a')).toEqual(['listed/a/1', 'listed/a/2.bin', 'listed/ab']);
      expect(await keysBelow('listed')).toEqual([...keys].sort());
      expect(await keysBelow('listed/b/c/')).toEqual(['listed/b/c/d']);
      expect(await keysBelow('listed/none/')).toEqual([]);
      expect(await keysBelow('')).toEqual(expect.arrayContaining(keys));
      await store.delete('listed/ab');
      expect(await keysBelow('listed/a')).toEqual(['listed/a/1', 'listed/a/2.bin']);
      for (const bad of ['../', '/', 'a//b', '.hidden']) {
        await expect(filesBelow(bad)).rejects.toMatchObject({ code: 'invalid_input' });
      }
    });

    test('lists more files than one page of S3 holds', { timeout: 60_000 }, async () => {
      const keys = Array.from({ length: 1_050 }, (_, i) => `pages/${String(i).padStart(4, '0')}`);
      for (let from = 0; from < keys.length; from += 50) {
        await Promise.all(keys.slice(from, from + 50).map((key) => store.put(key, new Uint8Array(1))));
      }
      expect((await filesBelow('pages/')).map((file) => file.key)).toEqual(keys);
    });

    test.each([
      'Upper_and-lower.0/x--y__z',
      'a..b/-..',
      `deep/${'folder/'.repeat(40)}file`,
      `long/${'x'.repeat(200)}`,
      '0',
    ])('takes the key %j', async (key) => {
      const stored = await store.put(key, Buffer.from(key));
      expect(String(await store.get(key, stored.sha256))).toBe(key);
      expect((await filesBelow(key)).map((file) => file.key)).toContain(key);
    });

    test('many files of one folder at once', async () => {
      const keys = Array.from({ length: 20 }, (_, i) => `many/new-folder/${i}`);
      await Promise.all(keys.map((key) => store.put(key, Buffer.from(key))));
      for (const key of keys) expect(String(await store.get(key))).toBe(key);
    });

    test.each([
      ['', 'empty'],
      ['../outside', 'upwards'],
      ['a/../../outside', 'upwards inside'],
      ['/etc/passwd', 'absolute'],
      ['a//b', 'empty segment'],
      ['a/./b', 'dot'],
      ['.hidden', 'leading dot'],
      ['a\\..\\b', 'backslash'],
      ['a\0b', 'NUL'],
      ['a/..', 'upwards at the end'],
      ['a/', 'a folder'],
      ['a b', 'blank'],
      ['ä', 'not ASCII'],
      ['a?b#c%2Fd', 'means something in a URL'],
      ['x'.repeat(201), 'long segment'],
      [`${'x/'.repeat(250)}x`, 'too long'],
    ])('refuses the key %j (%s)', async (key) => {
      const refused = { code: 'invalid_input' };
      await expect(store.put(key, Buffer.from('x'))).rejects.toMatchObject(refused);
      await expect(store.get(key)).rejects.toMatchObject(refused);
      await expect(store.delete(key)).rejects.toMatchObject(refused);
    });
  });
}
