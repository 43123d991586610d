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

test('a database or Redis is known by its first answer', async () => {
  const postgres = await answering('N');
  const other = await answering('HTTP/1.1 400 Bad Request\r\n\r\n');
  const redis = await answering('-NOAUTH Authentication required.\r\n');
  expect(await checkDatabase(`postgresql://u:secret@127.0.0.1:${postgres}/x`)).toMatchObject([
    { status: 'ok' },
  ]);
  expect(await checkDatabase(`postgresql://u@127.0.0.1:${other}/x`)).toMatchObject([
    { status: 'error', detail: `what answers at 127.0.0.1:${other} is no PostgreSQL` },
  ]);
  expect(await checkRedis(`redis://127.0.0.1:${redis}`)).toMatchObject([{ status: 'ok' }]);
  expect(await checkRedis(`redis://127.0.0.1:${other}`)).toMatchObject([{ status: 'error' }]);
  expect(await checkRedis('redis://127.0.0.1:1')).toMatchObject([
    { status: 'error', detail: expect.stringContaining('ECONNREFUSED') },
  ]);
  expect(await checkDatabase('mysql://x')).toMatchObject([{ status: 'error' }]);
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
  expect(await checkData(folder)).toMatchObject([{ status: 'warn' }]);
  mkdirSync(path.join(folder, 'cifar'));
  writeFileSync(path.join(folder, 'cifar', 'data_batch_1.bin'), '');
  expect(await checkData(folder)).toMatchObject([
    { status: 'ok', detail: expect.stringContaining('CIFAR-10 (1 file)') },
  ]);
  expect(await checkData(path.join(folder, 'none'))).toMatchObject([{ status: 'error' }]);
});
