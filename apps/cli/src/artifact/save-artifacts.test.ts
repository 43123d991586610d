import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '@yoto/client';
import type { ArtifactDetail } from '@yoto/core';
import { expect, onTestFinished, test } from 'vitest';
import { fileOf, saveArtifacts } from './save-artifacts.ts';

const JOB = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab';
const BYTES = Buffer.from('a picture');

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-save-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A server that answers everything with the same bytes. */
async function serverOf(bytes: Uint8Array) {
  const server = createServer((_, response) => response.end(bytes));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return createClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

const artifact = (name: string): ArtifactDetail => ({
  name,
  mediaType: 'image/png',
  sha256: createHash('sha256').update(BYTES).digest('hex'),
  bytes: BYTES.length,
  attempt: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  url: '/',
});

test('files are saved by their names, and an older one of the same name is replaced', async () => {
  const folder = temporaryFolder();
  const client = await serverOf(BYTES);
  writeFileSync(path.join(folder, 'model.bin'), 'older and longer than the new one');
  const files = await saveArtifacts(client, JOB, [artifact('pictures/1.png'), artifact('model.bin')], folder);
  expect(files).toEqual([path.join(folder, 'pictures/1.png'), path.join(folder, 'model.bin')]);
  for (const file of files) expect(readFileSync(file)).toEqual(BYTES);
});

test('what arrives damaged is not kept', async () => {
  const folder = temporaryFolder();
  const saved = saveArtifacts(await serverOf(Buffer.from('a pictura')), JOB, [artifact('1.png')], folder);
  await expect(saved).rejects.toMatchObject({ code: 'data_corrupt' });
  expect(readdirSync(folder)).toEqual([]);
});

test('a name never leads out of the folder, and a folder that cannot be made is told', async () => {
  for (const name of ['../up', '/etc/passwd', 'a/../../up', '.']) {
    expect(() => fileOf('/out', name)).toThrow(/outside \/out/);
  }
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'occupied'), '');
  const saved = saveArtifacts(await serverOf(BYTES), JOB, [artifact('1.png')], path.join(folder, 'occupied'));
  await expect(saved).rejects.toMatchObject({ code: 'invalid_input' });
});
