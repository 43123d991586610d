import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkData } from './check-data.ts';
import { checkDisk, checkNode } from './check-machine.ts';
import { checkServer } from './check-server.ts';
import { checkDatabase, checkRedis } from './check-stores.ts';

/** A server that answers everything with `reply`. */
async function answering(reply: string): Promise<number> {
  const server = createServer((socket) => socket.on('data', () => socket.write(reply)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('Node.js must be new enough', async () => {
  expect(await checkNode('20.19.0')).toMatchObject([{ status: 'ok' }]);
  expect(await checkNode('20.18.9')).toMatchObject([
    { status: 'error', fix: expect.stringContaining('20.19') },
  ]);
});

test('the disk of a folder that does not exist yet is that of its parent', async () => {
  const [finding] = await checkDisk(path.join(tmpdir(), 'not', 'there', 'yet'));
  expect(finding?.detail).toMatch(/free at .*yet$/);
});

test('a database or Redis that does not answer, or is another program, is an error', async () => {
  const other = await answering('HTTP/1.1 400 Bad Request\r\n\r\n');
  const closed = await freePort();
  for (const url of [
    `postgresql://u:kiwi@127.0.0.1:${other}/x`,
    `postgresql://u:kiwi@[::1]:${closed}/x`,
    'postgresql://u:12/kiwi@127.0.0.1/x',
    'mysql://u:kiwi@h',
  ]) {
    const [finding] = await checkDatabase(url);
    expect(finding).toMatchObject({ status: 'error' });
    expect(JSON.stringify(finding)).not.toContain('kiwi');
  }
  for (const url of [
    `redis://:kiwi@127.0.0.1:${other}`,
    `redis://:kiwi@[::1]:${closed}`,
    'redis://:12/kiwi@127.0.0.1',
    'http://:kiwi@h',
  ]) {
    const [finding] = await checkRedis(url);
    expect(finding).toMatchObject({ status: 'error' });
    expect(JSON.stringify(finding)).not.toContain('kiwi');
  }
  expect(await checkRedis(`redis://[::1]:${closed}`)).toMatchObject([
    { detail: expect.stringMatching(/\[::1\]:\d+ does not answer \(.*(ECONNREFUSED|EADDRNOTAVAIL)/) },
  ]);
});

test('a free port is fine, one with another program is not', async () => {
  const other = await answering('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi');
  expect(await checkServer(`http://127.0.0.1:${other}`)).toMatchObject([
    { status: 'error', detail: expect.stringContaining('another program') },
  ]);
  expect(await checkServer(`http://127.0.0.1:${await freePort()}`)).toMatchObject([
    { status: 'ok', detail: expect.stringContaining('its port is free') },
  ]);
});

test('data sets are found by their published file names, also one folder down', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(await checkData(undefined, folder)).toMatchObject([{ status: 'ok' }]);
  expect(await checkData(folder, folder)).toMatchObject([
    {
      status: 'warn',
      fix: expect.stringMatching(/: data_batch_\*\.bin of CIFAR-10; 3dshapes\.h5 of Shapes3D/),
    },
  ]);
  writeFileSync(path.join(folder, 'data_batch_1xbin'), '');
  expect(await checkData(folder, folder)).toMatchObject([{ status: 'warn' }]);
  expect(await checkData(folder, folder, ['yoto-task-nowhere'])).toMatchObject([
    { name: 'tasks', status: 'error', detail: expect.stringContaining('yoto-task-nowhere') },
  ]);
  mkdirSync(path.join(folder, 'cifar'));
  writeFileSync(path.join(folder, 'cifar', 'data_batch_1.bin'), '');
  expect(await checkData(folder, folder)).toMatchObject([
    { status: 'ok', detail: expect.stringContaining('CIFAR-10 (1 file)') },
  ]);
  expect(await checkData(path.join(folder, 'none'), folder)).toMatchObject([{ status: 'error' }]);
});
