/** What happens while the database or the queue is away, and afterwards. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createClient } from '@yoto/client';
import {
  API_PREFIX,
  ARTIFACT_PATH,
  ARTIFACTS_ZIP_PATH,
  CHECKPOINT_PATH,
  LIVE_PATH,
  type LiveNotice,
  Problem,
  type Route,
  routes,
} from '@yoto/core';
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
  task: { id: 'test-toy' },
  defaults: { steps: 20 },
  groups: [{ kind: 'fixed' as const, name: 'grid', lambdas: { 'near-b': [0.5, 1, 2] } }],
};

/** Those that answer without looking at a row. */
const WITHOUT_ROWS: ReadonlySet<string> = new Set([
  'planSweep',
  'listTasks',
  'getTask',
  'listPresets',
  'getPreset',
  'getHealth',
  'getWorkerSetup',
]);

/** What the routes that need one are sent. */
const bodiesFor = (id: string): Readonly<Partial<Record<keyof typeof routes, object>>> => ({
  createSweep: { spec },
  editSweep: { favourite: true },
  changeSweeps: { action: 'pause', ids: [id] },
});

/** Every other route of the server, for one id. */
function routesOfRows(id: string): { method: Route['method']; path: string; body?: object | undefined }[] {
  const declared = Object.entries(routes).filter(([name]) => !WITHOUT_ROWS.has(name));
  const bodies = bodiesFor(id);
  const others = [ARTIFACT_PATH, ARTIFACTS_ZIP_PATH, CHECKPOINT_PATH, LIVE_PATH].map((path) => ({
    method: 'get' as const,
    path,
    body: undefined,
  }));
  const queries = new Map([
    [LIVE_PATH, `?sweepId=${id}`],
    [routes.listSweepArtifacts.path, '?name=model'],
    [routes.compareSweeps.path, `?of=${id}`],
    [routes.getCurves.path, `?name=loss&job=${id}`],
  ]);
  const asked = declared.map(([name, { method, path }]) => ({
    ...{ method, path, body: bodies[name as keyof typeof routes] },
  }));
  return [...asked, ...others].map(({ method, path, body }) => ({
    method,
    body,
    path: `${API_PREFIX}${path.replace(':id', id).replace(':name', 'model').replace(':hash', 'ab'.repeat(32))}${queries.get(path) ?? ''}`,
  }));
}

/** What someone does who mistakes this Redis for a cache. */
async function flushAll(redisUrl: string): Promise<void> {
  const socket = connect(Number(new URL(redisUrl).port), '127.0.0.1');
  socket.write('FLUSHALL\r\n');
  const [reply] = await once(socket, 'data');
  socket.destroy();
  expect(String(reply)).toBe('+OK\r\n');
}

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
    for (const { method, path, body } of routesOfRows(sweep.id)) {
      const response = await request(api.url)[method](path).send(body);
      const { code, message } = Problem.parse(response.body);
      expect([method, path, response.status, code]).toEqual([method, path, 503, 'database_unavailable']);
      expect(message).toMatch(/does not answer/);
      expect(response.get('retry-after')).toBe('5');
    }
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

  it('sends every message again after a FLUSHALL', async () => {
    const client = createClient({ baseUrl: api.url });
    const queue = await openJobQueue({ kind: 'redis', url: redis.url });
    const before = (await queue.counts()).waiting;
    await client.createSweep({ body: { spec } });
    await eventually(async () => expect((await queue.counts()).waiting).toBe(before + 3));
    await flushAll(redis.url);
    await eventually(async () => expect((await queue.counts()).waiting).toBe(before + 3));
    await queue.close();
  });
});

describe('with an emptied queue in the database', () => {
  it('sends every message again', async () => {
    const database = await testDatabase();
    const api = await startTestApi({ databaseUrl: database.url });
    const queue = await openJobQueue({ kind: 'postgres', databaseUrl: database.url });
    const client = createClient({ baseUrl: api.url });
    const { id } = await client.createSweep({ body: { spec } });
    const { items } = await client.listSweepJobs({ params: { id } });
    const consumer = await queue.consume({ concurrency: 1 }, async () => {});
    // A worker that takes messages and dies before it claims a job: nothing but the rows knows of the jobs.
    await eventually(async () => expect(await queue.counts()).toEqual({ waiting: 0, active: 0 }));
    await consumer.close();
    await eventually(async () => expect((await queue.counts()).waiting).toBe(items.length));
    await queue.close();
    await api.close();
    await database.drop();
  });
});
