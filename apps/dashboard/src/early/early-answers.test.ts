import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { askEarly, fetchOrTake } from './early-answers.ts';

const asked: string[] = [];
const server = createServer((request: IncomingMessage, response) => {
  asked.push(`${request.method} ${request.url}`);
  response.end(String(asked.length));
});
let address: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void asked.splice(0));

it('gives an answer that was asked for early to the first who wants it', async () => {
  askEarly(address);
  const { signal } = new AbortController();
  expect(await (await fetchOrTake(address, { method: 'GET', signal })).text()).toBe('1');
  expect(await (await fetchOrTake(address)).text()).toBe('2');
  expect(asked).toEqual(['GET /a', 'GET /a']);
});

it('gives it to nobody who asks for something else', async () => {
  askEarly(address);
  await fetchOrTake(`${address}?b`);
  await fetchOrTake(address, { method: 'POST' });
  expect(asked.toSorted()).toEqual(['GET /a', 'GET /a?b', 'POST /a']);
  await fetchOrTake(address);
});

it('leaves whoever no longer wants it, and tells whoever does of a failure', async () => {
  askEarly(address);
  const abort = new AbortController();
  const left = fetchOrTake(address, { signal: abort.signal });
  abort.abort(new Error('left the page'));
  await expect(left).rejects.toThrow('left the page');
  const nowhere = 'http://127.0.0.1:1/';
  askEarly(nowhere);
  await expect(fetchOrTake(nowhere)).rejects.toThrow('fetch failed');
});
