import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeWhole } from './write-whole.ts';

test('a file is there in full, in a folder that is made for it; what cannot be written leaves nothing behind', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'new', 'file');
  await writeWhole(file, 'a long text');
  await writeWhole(file, Buffer.from('text'));
  expect(readFileSync(file, 'utf8')).toBe('text');
  await expect(writeWhole(path.join(folder, 'new'), 'text')).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('cannot be written'),
    details: { fix: 'name a file that you may write' },
  });
  await expect(writeWhole(path.join(file, 'below'), 'text', 'name another')).rejects.toMatchObject({
    code: 'invalid_input',
    details: { fix: 'name another' },
  });
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['new', path.join('new', 'file')]);
});
