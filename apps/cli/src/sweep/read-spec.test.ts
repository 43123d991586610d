import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseSpec, readSpec } from './read-spec.ts';

test('reads YAML, and JSON indented with tabs', () => {
  const spec = { name: 'a', groups: [{ kind: 'yoto' }] };
  expect(parseSpec('name: a\ngroups:\n  - kind: yoto\n', 'x')).toEqual(spec);
  expect(parseSpec(JSON.stringify(spec, undefined, '\t'), 'x')).toEqual(spec);
});

test('names the file and the line of a mistake', () => {
  expect(() => parseSpec('name: a\ngroups: [\n  - b\nx: }\n', 'sweep.yaml')).toThrow(
    /^sweep\.yaml, line \d: /,
  );
  expect(() => parseSpec('a: &a [*a]', 'sweep.yaml')).toThrow(/^sweep\.yaml: a\.0 contains itself/);
  expect(() => parseSpec(' \n', 'sweep.yaml')).toThrow('There is nothing in sweep.yaml');
});

test.each([
  ['UTF-16', Buffer.from('\ufeffname: b', 'utf16le'), 'is not UTF-8, it seems to be UTF-16'],
  ['UTF-16 without a mark', Buffer.from('name: b', 'utf16le'), 'it seems to be UTF-16'],
  ['Latin-1', Buffer.from('a: 1\nname: caf\u00e9\n', 'latin1'), 'is not UTF-8 (line 2)'],
  ['more than the server takes', Buffer.alloc(4 * 1024 ** 2 + 1, 'a'), 'is larger than 4 MB'],
])('a file in %s is refused before it is parsed', async (_what, bytes, message) => {
  await expect(readSpec(written(bytes))).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining(message),
    details: { fix: expect.any(String) },
  });
});

test('UTF-8 may begin with a byte order mark', async () => {
  expect(await readSpec(written(Buffer.from('\ufeffname: caf\u00e9')))).toEqual({ name: 'caf\u00e9' });
});

function written(bytes: Buffer): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-spec-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'spec.yaml');
  writeFileSync(file, bytes);
  return file;
}

test('a file that cannot be read is named', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-spec-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await expect(readSpec(path.join(folder, 'none.yaml'))).rejects.toThrow(/There is no file .*none\.yaml/);
  await expect(readSpec(folder)).rejects.toThrow(/is a folder/);
  const file = path.join(folder, 'spec.yaml');
  writeFileSync(file, 'name: b');
  expect(await readSpec(file)).toEqual({ name: 'b' });
});
