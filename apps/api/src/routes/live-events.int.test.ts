import { once } from 'node:events';
import { get } from 'node:http';
import { type Client, createClient } from '@yoto/client';
import type { LiveNotice } from '@yoto/core';
import { type TestDatabase, testDatabase } from '@yoto/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApi } from '../start-api.ts';
import { eventually } from '../testing/eventually.ts';
import { startTestApi } from '../testing/start-test-api.ts';

const spec = (name: string) => ({
  name,
  task: { id: 'test-toy' },
  defaults: { steps: 20 },
  groups: [{ kind: 'fixed' as const, name: 'grid', lambdas: { 'near-b': [1] } }],
});

describe('live notices', () => {
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

  /** Follows until the test ends it; resolves once the stream is open. */
  async function follow(sweepId?: string) {
    const notices: LiveNotice[] = [];
    const states: string[] = [];
    const stop = new AbortController();
    const ended = client.live({
      sweepId,
      signal: stop.signal,
      onNotice: (notice) => notices.push(notice),
      onConnection: (state) => states.push(state),
    });
    await eventually(() => expect(states).toEqual(['open']));
    return { notices, states, stop: () => stop.abort(), ended };
  }

  it('tells of changes, to those they concern', async () => {
    const [one, other] = [
      await client.createSweep({ body: { spec: spec('one') } }),
      await client.createSweep({ body: { spec: spec('other') } }),
    ];
    const all = await follow();
    const ofOne = await follow(one.id);
    await client.cancelSweep({ params: { id: other.id } });
    await client.cancelSweep({ params: { id: one.id } });
    const cancelled = (sweepId: string) =>
      expect.objectContaining({ type: 'job', sweepId, state: 'cancelled' });
    await eventually(() => expect(ofOne.notices).toContainEqual(cancelled(one.id)));
    await eventually(() => expect(all.notices).toContainEqual(cancelled(one.id)));
    expect(all.notices).toContainEqual(cancelled(other.id));
    const foreign = ofOne.notices.filter((notice) => !('sweepId' in notice) || notice.sweepId !== one.id);
    expect(foreign).toEqual([]);
    all.stop();
    ofOne.stop();
    await Promise.all([all.ended, ofOne.ended]);
  });

  it('is a stream that proxies leave alone', async () => {
    const [response] = await once(get(`${api.url}/api/v1/events`), 'response');
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    const [chunk] = await once(response, 'data');
    expect(String(chunk)).toBe(': open\n\n');
    response.destroy();
  });

  it('ends when the server stops, and goes on with a resync at the next one', async () => {
    const first = await startTestApi({ databaseUrl: database.url });
    client = createClient({ baseUrl: first.url });
    const { notices, states, stop, ended } = await follow();
    await first.close();
    await eventually(() => expect(states).toEqual(['open', 'lost']));
    const second = await startTestApi({ databaseUrl: database.url, port: Number(new URL(first.url).port) });
    await eventually(() => expect(notices).toContainEqual({ type: 'resync' }));
    stop();
    await ended;
    await second.close();
  });
});
