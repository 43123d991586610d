import { once } from 'node:events';
import { type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, expect, test } from 'vitest';
import { compress } from './compress.ts';

const TEXT = JSON.stringify({ values: Array.from({ length: 5000 }, (_, index) => index % 7) });
const app = express().use(compress());
app.get('/json', (_request, response) => {
  response.type('json').send(TEXT);
});
for (const type of ['image/png', 'application/octet-stream'])
  app.get(`/${type}`, (_request, response) => {
    response.type(type).send(Buffer.alloc(5000));
  });
app.get('/stream', (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.end('data: 1\n\n'.repeat(500));
});

const server = app.listen(0, '127.0.0.1');
afterAll(() => void server.close());

/** The reply as it is on the wire: the usual clients unpack it and take the header away. */
async function ask(method: 'GET' | 'HEAD', address: string, encodings: string) {
  const { port } = server.address() as AddressInfo;
  const headers = { 'accept-encoding': encodings };
  const sent = send({ host: '127.0.0.1', port, method, path: address, headers }).end();
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk);
  return { headers: reply.headers, body: Buffer.concat(chunks) };
}

test.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['identity', undefined, (body: Buffer) => body],
] as const)('a client that takes %s gets %s', async (encodings, expected, unpacked) => {
  const { headers, body } = await ask('GET', '/json', encodings);
  expect(headers['content-encoding']).toBe(expected);
  expect(String(unpacked(body))).toBe(TEXT);
  expect(headers.vary).toMatch(/accept-encoding/i);
  expect(headers.etag).toMatch(/^W\//);
  const head = await ask('HEAD', '/json', encodings);
  expect([head.body.length, head.headers.vary, head.headers.etag]).toEqual([0, headers.vary, headers.etag]);
});

test.each(['/image/png', '/application/octet-stream', '/stream'])('%s is sent as it is', async (address) => {
  expect((await ask('GET', address, 'br, gzip')).headers['content-encoding']).toBeUndefined();
});
