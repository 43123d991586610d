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

    test('takes an empty file', async () => {
      const stored = await store.put('empty', new Uint8Array());
      expect(stored).toEqual({ sha256: sha256(new Uint8Array()), bytes: 0 });
      expect(await store.get('empty', stored.sha256)).toHaveLength(0);
    });

    test('replaces a file of the same key', async () => {
      await store.put('replaced', Buffer.from('old, and longer'));
      const stored = await store.put('replaced', Buffer.from('new'));
      expect(String(await store.get('replaced', stored.sha256))).toBe('new');
    });

    test('refuses bytes that are not the expected ones', async () => {
      await store.put('torn', Buffer.from('half of it'));
      const whole = sha256(Buffer.from('half of it, and the rest'));
      await expect(store.get('torn', whole)).rejects.toMatchObject({ code: 'checkpoint_corrupt' });
    });

    test('deletes, also what is not there', async () => {
      await store.put('gone', Buffer.from('x'));
      await store.delete('gone');
      await store.delete('gone');
      await expect(store.get('gone')).rejects.toMatchObject({ code: 'not_found' });
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
      ['x'.repeat(501), 'too long'],
    ])('refuses the key %j (%s)', async (key) => {
      const refused = { code: 'invalid_input' };
      await expect(store.put(key, Buffer.from('x'))).rejects.toMatchObject(refused);
      await expect(store.get(key)).rejects.toMatchObject(refused);
      await expect(store.delete(key)).rejects.toMatchObject(refused);
    });
  });
}
