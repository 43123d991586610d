import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commandFiles, writeWithFolder } from './command-files.ts';

test('what cannot be read or written is named, and leaves nothing behind', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const at = (name: string) => path.join(folder, name);
  const content = Buffer.from('content');
  await expect(commandFiles.read(at('none'))).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringMatching(/^There is no file .*none$/),
  });
  await expect(commandFiles.read(folder)).rejects.toThrow(/cannot be read/);
  await expect(commandFiles.write(at('no/folder'), content)).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('cannot be written'),
    details: { fix: expect.any(String) },
  });
  expect(readdirSync(folder)).toEqual([]);
  await writeWithFolder(at('a/folder/file'), content, 'name another');
  expect(readFileSync(at('a/folder/file'))).toEqual(content);
  await expect(writeWithFolder(at('a/folder/file/file'), content, 'name another')).rejects.toMatchObject({
    code: 'invalid_input',
    details: { fix: 'name another' },
  });
});
