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

test('names the line of a mistake', () => {
  expect(() => parseSpec('name: a\ngroups: [\n  - b\nx: }\n', 'sweep.yaml')).toThrow(
    /^sweep\.yaml, line \d: /,
  );
  expect(() => parseSpec('a: 1\na: 2\n', 'sweep.yaml')).toThrow(
    /^sweep\.yaml, line 2: Map keys must be unique/,
  );
  expect(() => parseSpec(' \n', 'sweep.yaml')).toThrow('There is nothing in sweep.yaml');
});

test('a file that cannot be read is named', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-spec-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await expect(readSpec(path.join(folder, 'none.yaml'))).rejects.toThrow(/There is no file .*none\.yaml/);
  await expect(readSpec(folder)).rejects.toThrow(/is a folder/);
  const file = path.join(folder, 'spec.yaml');
  writeFileSync(file, 'name: b');
  expect(await readSpec(file)).toEqual({ name: 'b' });
});
