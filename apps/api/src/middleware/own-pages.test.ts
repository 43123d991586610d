import { Problem } from '@yoto/core';
import express from 'express';
import request from 'supertest';
import { expect, test } from 'vitest';
import { silentLog } from '../testing/silent-log.ts';
import { errorHandler } from './error-handler.ts';
import { ownHostOnly, ownOriginOnly } from './own-pages.ts';

function server(trustedProxies = 0) {
  const own = {
    host: 'lab.internal',
    publicUrl: 'https://example.com/yoto',
    allowedHosts: ['gpu-box', '.example.org'],
  };
  const app = express();
  app.set('trust proxy', trustedProxies);
  app.use(ownHostOnly(own), ownOriginOnly(own));
  app.all('/{*path}', (_request, response) => {
    response.send('ok');
  });
  return app.use(errorHandler(silentLog));
}

test.each([
  ...[
    '127.0.0.1:7331',
    '127.9.9.9',
    '[::1]:7331',
    'localhost:7331',
    'LOCALHOST',
    'a.localhost',
    'localhost.',
  ],
  ...['192.168.1.5', '[fe80::1]:80', 'lab.internal:7331', 'Example.com', 'gpu-box', 'a.example.org'],
])('%s is a name of the server', async (host) => {
  expect((await request(server()).get('/').set('host', host)).status).toBe(200);
});

test.each([
  ...[
    'evil.example',
    'evil.example:7331',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evilexample.org',
  ],
  ...['example.org', 'user@localhost', 'localhost/evil', 'evil.example#localhost', '1.2.3.4.5'],
])('%s is not, and the refusal says how to allow it', async (host) => {
  for (const method of ['get', 'head', 'post'] as const) {
    const reply = await request(server())[method]('/').set('host', host);
    expect(reply.status).toBe(403);
    if (method === 'head') continue;
    expect(Problem.parse(reply.body)).toMatchObject({ code: 'forbidden' });
    expect(reply.body.message).toMatch(/--allowed-hosts .*--public-url/);
  }
});

test('the name that a proxy was called by counts as well, if the proxy is trusted', async () => {
  const called = (trusted: number, host: string) =>
    request(server(trusted)).get('/').set('host', '127.0.0.1').set('x-forwarded-host', host);
  expect((await called(1, 'evil.example')).status).toBe(403);
  expect((await called(1, 'gpu-box')).status).toBe(200);
  expect((await called(0, 'evil.example')).status).toBe(200);
  const hidden = request(server(1)).get('/').set('host', 'evil.example').set('x-forwarded-host', 'gpu-box');
  expect((await hidden).status).toBe(403);
});

const HOST = 'gpu-box:7331';
test.each([
  ['a program', {}, 200],
  ['the dashboard, over plain http', { origin: 'http://gpu-box:7331' }, 200],
  ['the dashboard', { origin: 'http://gpu-box:7331', 'sec-fetch-site': 'same-origin' }, 200],
  ['the dashboard behind the proxy', { origin: 'https://example.com' }, 200],
  ['another site', { origin: 'http://evil.example' }, 403],
  ['another port', { origin: 'http://gpu-box:8000' }, 403],
  ['another port of the public address', { origin: 'https://example.com:8443' }, 403],
  ['a sandboxed page', { origin: 'null' }, 403],
  ['a browser that names only the kind of site', { 'sec-fetch-site': 'same-site' }, 403],
  ['another site, without origin', { 'sec-fetch-site': 'cross-site' }, 403],
] as const)('a change by %s with %j is answered with %i', async (_who, headers, status) => {
  for (const method of ['post', 'delete', 'put'] as const) {
    const reply = await request(server())
      [method]('/sweeps/1/cancel')
      .set({ host: HOST, ...headers });
    expect(reply.status).toBe(status);
    if (status === 403) expect(Problem.parse(reply.body).message).toMatch(/asked for this change/);
  }
  expect(
    (
      await request(server())
        .get('/sweeps')
        .set({ host: HOST, ...headers })
    ).status,
  ).toBe(200);
});

test('TLS may end in a proxy, which hands on a host without a port', async () => {
  const change = (origin: string, host: string) =>
    request(server())
      .post('/')
      .set({ host, origin })
      .then(({ status }) => status);
  expect(await change('https://gpu-box', 'gpu-box')).toBe(200);
  expect(await change('https://gpu-box', 'gpu-box:443')).toBe(200);
  expect(await change('https://gpu-box:8443', 'gpu-box')).toBe(403);
});
