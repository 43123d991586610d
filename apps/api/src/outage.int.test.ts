/** What happens while the database or the queue is away, and afterwards. */
import { createClient } from '@yoto/client';
import type { LiveNotice } from '@yoto/core';
import { openJobQueue } from '@yoto/queue';
import {
  isRedisInstalled,
  type TcpProxy,
  type TestDatabase,
  type TestRedis,
  tcpProxy,
  testDatabase,
  testRedis,
} from '@yoto/testkit';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApi } from './start-api.ts';
import { eventually } from './testing/eventually.ts';
import { startTestApi } from './testing/start-test-api.ts';

const spec = {
  name: 'outage',
  task: { id: 'toy' },
  defaults: { steps: 20 },
  groups: [{ kind: 'fixed' as const, name: 'grid', lambdas: { 'near-b': [0.5, 1, 2] } }],
};

describe('without the database', () => {
  let database: TestDatabase;
  let network: TcpProxy;
  let api: RunningApi;

  beforeAll(async () => {
    database = await testDatabase();
    network = await tcpProxy(database.url);
    api = await startTestApi({ databaseUrl: network.through(database.url) });
  });
  afterAll(async () => {
    await network?.mend();
    await api?.close();
    await network?.close();
    await database?.drop();
  });

  it('answers 503 with the reason, stays healthy, and recovers by itself', async () => {
    const client = createClient({ baseUrl: api.url });
    const sweep = await client.createSweep({ body: { spec } });
    const stop = new AbortController();
    const notices: LiveNotice[] = [];
    const live = client.live({ signal: stop.signal, onNotice: (notice) => notices.push(notice) });

    await network.cut();
    for (const address of ['/sweeps', `/sweeps/${sweep.id}`, '/jobs', '/workers', '/ready']) {
      const response = await request(api.url).get(`/api/v1${address}`);
      expect([address, response.status, response.body.code]).toEqual([address, 503, 'database_unavailable']);
      expect(response.body.message).toMatch(/does not answer/);
    }
    const refused = await request(api.url).post('/api/v1/sweeps').send({ spec });
    expect([refused.status, refused.body.code]).toEqual([503, 'database_unavailable']);
    expect((await request(api.url).get('/api/v1/health')).status).toBe(200);

    await network.mend();
    await eventually(() => client.getReadiness());
    expect((await client.listSweeps()).items.map((item) => item.id)).toEqual([sweep.id]);
    await eventually(() => expect(notices).toContainEqual({ type: 'resync' }));
    await client.cancelSweep({ params: { id: sweep.id } });
    await eventually(() => expect(notices).toContainEqual(expect.objectContaining({ state: 'cancelled' })));
    stop.abort();
    await live;
  });
});

describe.skipIf(!isRedisInstalled())('without the queue (needs redis-server)', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let api: RunningApi;

  beforeAll(async () => {
    database = await testDatabase();
    redis = (await testRedis()) as TestRedis;
    api = await startTestApi({ databaseUrl: database.url, redisUrl: redis.url });
  });
  afterAll(async () => {
    await api?.close();
    await redis?.stop();
    await database?.drop();
  });

  it('accepts sweeps, and sends their messages once the queue is back', async () => {
    const client = createClient({ baseUrl: api.url });
    await redis.stop();
    const sweep = await client.createSweep({ body: { spec } });
    expect(sweep.jobCounts.queued).toBe(3);
    const ready = await request(api.url).get('/api/v1/ready');
    expect([ready.status, ready.body.code]).toEqual([503, 'queue_unavailable']);
    const other = await client.createSweep({ body: { spec } });
    expect((await client.cancelSweep({ params: { id: other.id } })).jobCounts.cancelled).toBe(3);

    await redis.start();
    const queue = await openJobQueue({ kind: 'redis', url: redis.url });
    await eventually(async () => expect((await queue.counts()).waiting).toBe(3));
    await queue.close();
    await eventually(() => client.getReadiness());
  });
});
