import express from 'express';
import request from 'supertest';
import { expect, test } from 'vitest';
import { basePath, basePathOf } from './base-path.ts';

function server(publicUrl?: string, trustedProxies = 0) {
  const app = express();
  app.set('trust proxy', trustedProxies);
  app.use(basePath(publicUrl));
  return app.get('/{*path}', (incoming, response) => {
    response.json([basePathOf(response), incoming.url]);
  });
}

test.each([
  ['/sweeps?x=1', ['/lab/yoto', '/sweeps?x=1']],
  ['/lab/yoto/sweeps?x=1', ['/lab/yoto', '/sweeps?x=1']],
  ['/lab/yoto', ['/lab/yoto', '/']],
  ['/lab/yoto?x=1', ['/lab/yoto', '/?x=1']],
  ['/lab/yotopia', ['/lab/yoto', '/lab/yotopia']],
])(
  'with a public address below a path, %s is %j, whether or not the proxy takes the path off',
  async (address, found) => {
    const reply = await request(server('https://example.com/lab/yoto')).get(address);
    expect(reply.body).toEqual(found);
  },
);

test('a trusted proxy may name the path, nobody else', async () => {
  const forwarded = async (prefix: string, trusted: number) =>
    (await request(server(undefined, trusted)).get('/sweeps').set('x-forwarded-prefix', prefix)).body[0];
  expect(await forwarded('/yoto/', 1)).toBe('/yoto');
  expect(await forwarded('/yoto', 0)).toBe('');
  for (const wrong of ['//evil.example', '/a"><script>', 'yoto', '/a b', '/']) {
    expect([wrong, await forwarded(wrong, 1)]).toEqual([wrong, '']);
  }
});
