/** What the API does not accept, and how it says so. */
import { type Client, createClient } from '@yoto/client';
import {
  API_PREFIX,
  type AppError,
  ARTIFACT_PATH,
  ARTIFACTS_ZIP_PATH,
  CHECKPOINT_PATH,
  LIVE_PATH,
  Problem,
  type Route,
  routes,
} from '@yoto/core';
import { type TestDatabase, testDatabase } from '@yoto/testkit';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApi } from '../start-api.ts';
import { startTestApi } from '../testing/start-test-api.ts';
import { toySweep } from '../testing/toy-sweep.ts';

const UNKNOWN_ID = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab';

describe('refusals', () => {
  let database: TestDatabase;
  let api: RunningApi;
  let client: Client;

  beforeAll(async () => {
    database = await testDatabase();
    api = await startTestApi({ databaseUrl: database.url });
    client = createClient({ baseUrl: api.url });
  });
  afterAll(async () => {
    await api?.close();
    await database?.drop();
  });

  const refusal = async (promise: Promise<unknown>): Promise<AppError> =>
    promise.then(
      () => {
        throw new Error('was accepted');
      },
      (error: AppError) => error,
    );

  it('names every wrong place of a spec as its author would', async () => {
    const spec = { ...toySweep(''), groups: [{ kind: 'fixed', name: 'grid', lambdas: { 'near-b': [-1] } }] };
    const response = await request(api.url).post('/api/v1/sweeps').send({ spec });
    expect(response.status).toBe(400);
    const problem = Problem.parse(response.body);
    expect(problem.code).toBe('invalid_input');
    expect(problem.message).toMatch(/^The sweep spec is not valid: /);
    expect(problem.issues.map((issue) => issue.path)).toEqual(['name', 'groups.0.lambdas.near-b.0']);

    const wrongTerm = {
      ...toySweep('s'),
      groups: [{ kind: 'fixed' as const, name: 'g', lambdas: { kl: [1] } }],
    };
    const error = await refusal(client.planSweep({ body: { spec: wrongTerm } }));
    expect(error.code).toBe('invalid_input');
    expect(error.issues[0]?.path).toMatch(/^groups\.0\.lambdas/);
  });

  const good = toySweep('s');
  const [grid, yoto] = good.groups;
  const factor = { logSpaced: { min: 0.1, max: 10, count: 500 } };
  it.each([
    [
      'a grid that would explode',
      { groups: [{ ...grid, lambdas: { 'near-b': factor, b: factor, c: factor } }] },
    ],
    [
      'more jobs than a sweep may have',
      {
        defaults: { seeds: [...Array(501).keys()] },
        groups: [grid, { ...grid, name: 'b', lambdas: { 'near-b': factor } }],
      },
    ],
    ['one lambda twice', { groups: [{ ...grid, lambdas: { 'near-b': [1, 1.0] } }] }],
    [
      'too many labels',
      { defaults: { labels: Object.fromEntries([...Array(65).keys()].map((i) => [`l${i}`, ''])) } },
    ],
    ['an invisible character', { name: 'gr\u202eid' }],
    ['half a character', { groups: [{ ...yoto, name: 'x\ud83d' }] }],
    [
      'two names that look alike',
      {
        groups: [
          { ...yoto, name: 'caf\u00e9' },
          { ...yoto, name: 'cafe\u0301' },
        ],
      },
    ],
    ['a name that is too long', { groups: [{ ...yoto, name: 'x'.repeat(121) }] }],
    ['an infinite weight', { groups: [{ ...grid, lambdas: { 'near-b': [Number.POSITIVE_INFINITY] } }] }],
    ['an unknown task', { task: { id: 'nope' } }],
  ])('planning and submitting refuse alike, and nothing is stored: %s', async (_what, changes) => {
    const spec = { ...good, ...changes } as typeof good;
    const planned = await refusal(client.planSweep({ body: { spec } }));
    const submitted = await refusal(client.createSweep({ body: { spec } }));
    expect([planned.code, planned.message, planned.issues]).toEqual([
      submitted.code,
      submitted.message,
      submitted.issues,
    ]);
    expect(planned.details.status).toBeLessThan(500);
    expect((await client.listSweeps()).items).toEqual([]);
  });

  it('submits what it plans, however it is spelled', async () => {
    const groups = [
      { ...grid, name: 'cafe\u0301', lambdas: { 'near-b': [0.3, 0.1 + 0.2] } },
    ] as typeof good.groups;
    const { spec, totalJobs } = await client.planSweep({ body: { spec: { ...good, groups } } });
    const sweep = await client.createSweep({ body: { spec: { ...good, groups } } });
    expect(sweep.spec).toEqual(spec);
    expect([totalJobs, sweep.jobCounts.queued, spec.groups[0]?.name]).toEqual([2, 2, 'caf\u00e9']);
    await client.cancelSweep({ params: { id: sweep.id } });
    await client.deleteSweep({ params: { id: sweep.id } });
  });

  it('knows no such task, sweep, job or route', async () => {
    const params = { id: UNKNOWN_ID };
    const noTask = await refusal(
      client.planSweep({ body: { spec: { ...toySweep('s'), task: { id: 'nope' } } } }),
    );
    expect(noTask.code).toBe('not_found');
    expect(noTask.message).toMatch(/no task "nope"\. Known tasks: .*toy/);
    const calls = [
      client.getTask({ params: { id: 'nope' } }),
      client.getSweep({ params }),
      client.cancelSweep({ params }),
      client.pauseSweep({ params }),
      client.resumeSweep({ params }),
      client.retrySweep({ params }),
      client.deleteSweep({ params }),
      client.listSweepJobs({ params }),
      client.getSweepEvents({ params }),
      client.getSweepComparison({ params }),
      client.getSweepComparison({ params, query: { intervals: 'no' } }),
      client.getJob({ params }),
      client.cancelJob({ params }),
      client.retryJob({ params }),
      client.pauseJob({ params }),
      client.resumeJob({ params }),
      client.getArtifact({ params: { ...params, name: 'model' } }),
      client.releaseWorker({ params }),
      client.drainWorker({ params, body: {} }),
      client.undrainWorker({ params }),
      client.getJobMetrics({ params }),
      client.getJobMetricNames({ params }),
      client.getJobEvaluations({ params }),
      client.live({ sweepId: UNKNOWN_ID, onNotice: () => {}, signal: new AbortController().signal }),
    ];
    for (const error of await Promise.all(calls.map(refusal))) {
      expect(error).toMatchObject({ code: 'not_found', details: { status: 404 } });
    }
    const response = await request(api.url).get('/api/v1/nothing');
    expect(response.status).toBe(404);
    expect(Problem.parse(response.body).message).toContain('GET /api/v1/nothing');
  });

  it.each([
    ['/sweeps/42', /The address is not valid: id: must be an id/],
    ['/sweeps/%E0%A4%A', /cannot be read/],
    ['/sweeps?limit=0', /The query is not valid: limit/],
    ['/sweeps?limit=ten', /The query is not valid: limit/],
    ['/sweeps?page=2', /The query is not valid: .*"page"/],
    ['/sweeps?cursor=nonsense', /cursor/],
    ['/jobs?state=asleep', /The query is not valid: state/],
    [`/sweeps/${UNKNOWN_ID}?verbose=1`, /The query is not valid: .*"verbose"/],
    ['/jobs/42/artifacts/model', /id: must be an id/],
    [`/jobs/${UNKNOWN_ID}/artifacts/model?sha256=1`, /sha256: must be a SHA-256/],
    ['/events?sweepId=42', /sweepId: must be an id/],
    ['/events?since=1', /"since"/],
  ])('refuses GET %s', async (address, message) => {
    const response = await request(api.url).get(`/api/v1${address}`);
    expect(response.status).toBe(400);
    expect(Problem.parse(response.body)).toMatchObject({ code: 'invalid_input' });
    expect(response.body.message).toMatch(message);
  });

  const declared = (Object.values(routes) as Route[]).map(({ method, path }) => ({ method, path }));
  const others = [ARTIFACT_PATH, ARTIFACTS_ZIP_PATH, CHECKPOINT_PATH, LIVE_PATH].map((path) => ({
    method: 'get' as const,
    path,
  }));
  it.each([...declared, ...others])(
    'does not take an empty part for nothing: $method $path',
    async (route) => {
      const filled = route.path.replace(/:\w+/g, UNKNOWN_ID);
      const wrong = [
        `${filled}/`,
        `/${filled}`,
        ...[...route.path.matchAll(/:\w+/g)].map(([part]) => {
          const [before, after] = route.path.split(part);
          return `${before?.replace(/:\w+/g, UNKNOWN_ID)}${after?.replace(/:\w+/g, UNKNOWN_ID)}`;
        }),
      ];
      for (const address of wrong) {
        const reply = await request(api.url)[route.method](`${API_PREFIX}${address}`);
        expect([address, reply.status, reply.body.code]).toEqual([address, 404, 'not_found']);
      }
    },
  );

  it('reads nothing to a page that gave its own name to the address of the server', async () => {
    for (const address of [
      '/',
      '/sweeps/1',
      '/assets/index.js',
      '/api/docs',
      '/api/openapi.json',
      '/api/v1/sweeps',
      '/api/v1/health',
      '/api/v1/events',
      `/api/v1/jobs/${UNKNOWN_ID}/artifacts/model`,
    ]) {
      const reply = await request(api.url).get(address).set('host', 'evil.example');
      expect([address, reply.status, reply.body.code]).toEqual([address, 403, 'forbidden']);
    }
    const change = () => request(api.url).post('/api/v1/garbage-collection').send({ dryRun: true });
    expect((await change().set('origin', 'http://evil.example')).status).toBe(403);
    expect((await change().set('origin', api.url)).status).toBe(200);
  });

  it('refuses a body that is missing, of another kind, not JSON or too large', async () => {
    const post = () => request(api.url).post('/api/v1/sweeps');
    const missing = await post();
    expect([missing.status, missing.body.message]).toEqual([
      400,
      expect.stringContaining('content-type: application/json'),
    ]);
    expect((await post().type('text/yaml').send('name: s')).status).toBe(400);
    expect((await post().type('json').send('{')).body.message).toMatch(/not valid JSON/);
    expect((await post().type('json').send('[]')).body.message).toMatch(/The body is not valid/);
    const many = Array.from({ length: 100_001 }, () => 0);
    expect((await post().send({ spec: many })).body.message).toMatch(/more than 100000 values/);
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect((await post().type('json').send(deep)).body.message).toMatch(/more than 32 levels deep/);
    expect((await post().send({ spec: { name: 'x'.repeat(9_000_000) } })).status).toBe(413);
    const collect = () => request(api.url).post('/api/v1/garbage-collection');
    expect((await collect()).status).toBe(200);
    expect((await collect().type('text/plain').send('dryRun')).body.message).toMatch(/content-type/);
    expect((await collect().send({ olderThanHours: -1 })).body.message).toMatch(/olderThanHours/);
    expect((await post().send({ spec: toySweep('s'), dryRun: true })).body.message).toMatch(/"dryRun"/);
  });
});
