import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commandFiles } from './command-files.ts';

test('a file that cannot be read is named', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await expect(commandFiles.read(path.join(folder, 'none'))).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringMatching(/^There is no file .*none$/),
  });
  await expect(commandFiles.read(folder)).rejects.toThrow(/cannot be read/);
});
