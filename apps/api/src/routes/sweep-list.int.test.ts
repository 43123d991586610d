/** Lists of sweeps through HTTP, and what people change about one sweep or several. */
import { registerWorker } from '@yoto/testkit';
import request from 'supertest';
import { expect, it } from 'vitest';
import { toySweep } from '../testing/toy-sweep.ts';
import { useTestApi } from '../testing/use-test-api.ts';

const rig = useTestApi();
const UNKNOWN = '00000000-0000-7000-8000-000000000000';

const submit = (name: string) => rig.client.createSweep({ body: { spec: toySweep(name) } });
const found = async (query: Parameters<typeof rig.client.listSweeps>[0] = {}) =>
  (await rig.client.listSweeps(query)).items.map(({ name }) => name);

it('finds, edits and archives sweeps', async () => {
  const alpha = await submit('Alpha grid');
  await submit('beta grid');
  expect(alpha).toMatchObject({
    state: 'queued',
    description: '',
    labels: {},
    favourite: false,
    archivedAt: null,
    lastActivityAt: expect.any(String),
    priority: 5,
    deviceSeconds: 0,
    secondsLeft: null,
    stepsByState: { queued: { done: 0, total: 100 } },
  });
  const edited = await rig.client.editSweep({
    params: { id: alpha.id },
    body: { description: 'of three', labels: { for: 'paper' }, favourite: true, priority: -7 },
  });
  expect(edited).toMatchObject({ description: 'of three', labels: { for: 'paper' }, priority: -7 });
  const { items } = await rig.client.getSweepEvents({ params: { id: alpha.id } });
  expect(items[0]).toMatchObject({
    type: 'edited',
    message: 'The description was changed. Labelled for=paper. Priority -7 for 5 jobs',
  });

  expect(await found({ query: { sort: 'name' } })).toEqual(['Alpha grid', 'beta grid']);
  for (const query of [
    { search: 'three alpha' },
    { label: 'for=paper' },
    { label: ['for', 'for=paper'] },
    { favourite: 'yes' as const, task: 'test-toy', state: ['queued', 'running'] as const },
    { search: alpha.id.slice(0, 20), createdAfter: '2020-01-01', createdBefore: '2999-01-01T00:00:00+02:00' },
  ]) {
    expect([query, await found({ query: query as object })]).toEqual([query, ['Alpha grid']]);
  }
  expect(await found({ query: { task: ['none'] } })).toEqual([]);

  const page = await rig.client.listSweeps({ query: { limit: 1, sort: 'name' } });
  expect(page).toMatchObject({ total: 2, items: [{ id: alpha.id }] });
  const second = await rig.client.listSweeps({ query: { limit: 1, sort: 'name', cursor: page.nextCursor! } });
  expect(second).toMatchObject({ total: 2, nextCursor: null, items: [{ name: 'beta grid' }] });

  await rig.client.editSweep({ params: { id: alpha.id }, body: { archived: true } });
  expect(await found()).toEqual(['beta grid']);
  expect(await found({ query: { archived: 'yes' } })).toEqual(['Alpha grid']);
  expect(await found({ query: { archived: 'all', sort: 'activity' } })).toEqual(['Alpha grid', 'beta grid']);
});

it('changes several at once and says what became of each', async () => {
  const [running, waiting] = [await submit('bulk running'), await submit('bulk waiting')];
  await rig.client.changeSweeps({ body: { action: 'edit', ids: [running.id], changes: { priority: 99 } } });
  const job = (await rig.storage.jobs.claimNext(await registerWorker(rig.storage)))!;
  expect(job.sweepId).toBe(running.id);
  const ids = [running.id, UNKNOWN, waiting.id, waiting.id];
  const ask = async (action: 'pause' | 'resume' | 'cancel' | 'delete') =>
    (await rig.client.changeSweeps({ body: { action, ids } })).results;

  expect(await ask('pause')).toEqual([
    { id: running.id, name: 'bulk running', done: true, message: '5 jobs paused', code: null },
    { id: UNKNOWN, name: null, done: false, message: expect.stringContaining('no sweep'), code: 'not_found' },
    { id: waiting.id, name: 'bulk waiting', done: true, message: '5 jobs paused', code: null },
  ]);
  expect(await rig.queue.counts()).toMatchObject({ active: 0 });
  expect((await ask('pause'))[2]).toMatchObject({ done: true, message: 'No job had to be paused' });
  expect((await ask('resume'))[0]).toMatchObject({ done: true, message: '5 jobs resumed' });
  const labelled = await rig.client.changeSweeps({
    body: { action: 'edit', ids, changes: { labels: { both: '' }, archived: true } },
  });
  expect(labelled.results.map(({ message }) => message)).toEqual([
    'Labelled both. Archived',
    expect.stringContaining('no sweep'),
    'Labelled both. Archived',
  ]);
  expect(await found({ query: { label: 'both', archived: 'yes' } })).toHaveLength(2);

  // One of them has not ended: the other is deleted all the same.
  await rig.client.cancelSweep({ params: { id: waiting.id } });
  expect((await ask('delete')).map(({ done, code }) => [done, code])).toEqual([
    [false, 'conflict'],
    [false, 'not_found'],
    [true, null],
  ]);
  await expect(rig.client.getSweep({ params: { id: waiting.id } })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await ask('cancel'))[0]).toMatchObject({ done: true, message: '5 jobs cancelled' });
});

it('refuses what makes no sense, naming the place', async () => {
  const { id } = await submit('refused');
  const refused = async (method: 'get' | 'patch' | 'post', path: string, body?: object) => {
    const { status, body: problem } = await request(rig.url)[method](`/api/v1/sweeps${path}`).send(body);
    return { status, path: problem.issues?.[0]?.path };
  };
  for (const [query, path] of [
    ['?state=done', 'state'],
    ['?sort=age', 'sort'],
    ['?archived=maybe', 'archived'],
    ['?createdAfter=yesterday', 'createdAfter'],
    ['?label=', 'label'],
    ['?search=%00', 'search'],
    ['?author=me', ''],
  ] as const) {
    expect([query, await refused('get', query)]).toEqual([query, { status: 400, path }]);
  }
  for (const [body, path] of [
    [{}, ''],
    [{ name: ' ' }, 'name'],
    [{ priority: 101 }, 'priority'],
    [{ labels: { '': 'x' } }, 'labels'],
    [{ spec: {} }, ''],
  ] as const) {
    const reply = await refused('patch', `/${id}`, body);
    expect([body, reply.status, reply.path?.split('.')[0]]).toEqual([body, 400, path]);
  }
  for (const body of [
    { action: 'pause', ids: [] },
    { action: 'pause', ids: ['x'] },
    { action: 'edit', ids: [id] },
    { action: 'edit', ids: [id], changes: { name: 'all the same' } },
    { action: 'explode', ids: [id] },
  ]) {
    expect((await refused('post', '/bulk', body)).status).toBe(400);
  }
  expect((await refused('patch', `/${UNKNOWN}`, { favourite: true })).status).toBe(404);
  expect((await rig.client.getSweep({ params: { id } })).name).toBe('refused');
});
