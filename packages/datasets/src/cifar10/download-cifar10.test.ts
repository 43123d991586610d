import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadCifar10 } from './download-cifar10.ts';

let folder: string;
let dataDir: string;
let archive: Buffer;
let server: Server;
let url: string;
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cifar10-download-'));
  dataDir = join(folder, 'data');
  await mkdir(join(folder, 'cifar-10-batches-bin'));
  await writeFile(join(folder, 'cifar-10-batches-bin', 'data_batch_1.bin'), Buffer.alloc(3073, 7));
  await create({ gzip: true, file: join(folder, 'a.tar.gz'), cwd: folder }, ['cifar-10-batches-bin']);
  archive = await readFile(join(folder, 'a.tar.gz'));
  server = createServer((request, response) => {
    if (request.url === '/archive.tar.gz') response.end(archive);
    else if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': archive.length });
      response.write(archive.subarray(0, 20), () => response.destroy());
    } else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true });
});

test('unpacks a checked archive, and again over itself', async () => {
  for (let time = 0; time < 2; time++) {
    const place = await downloadCifar10(dataDir, { url: `${url}/archive.tar.gz`, md5: md5(archive) });
    expect(place).toBe(join(dataDir, 'cifar-10-batches-bin'));
    expect(await readFile(join(place, 'data_batch_1.bin'))).toEqual(Buffer.alloc(3073, 7));
  }
  expect(await readdir(dataDir)).toEqual(['cifar-10-batches-bin']);
});

test('a wrong checksum leaves nothing behind', async () => {
  const download = downloadCifar10(dataDir, { url: `${url}/archive.tar.gz`, md5: '0'.repeat(32) });
  await expect(download).rejects.toMatchObject({ code: 'data_corrupt' });
  expect(await readdir(dataDir)).toEqual([]);
});

test.each([
  ['an absent file', '/none', /answered 404/],
  ['a broken connection', '/cut', /Cannot download/],
])('%s gives one message that says what to do', async (_what, path, message) => {
  const error = await downloadCifar10(dataDir, { url: url + path, md5: '' }).catch(
    (caught: unknown) => caught,
  );
  expect(error).toMatchObject({ code: 'data_missing' });
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).toContain("unpack it in the worker's data folder");
  expect(await readdir(dataDir)).toEqual([]);
});

test('an unreachable server names the reason', async () => {
  const download = downloadCifar10(dataDir, { url: 'http://127.0.0.1:1/archive.tar.gz', md5: '' });
  await expect(download).rejects.toMatchObject({ code: 'data_missing' });
});
