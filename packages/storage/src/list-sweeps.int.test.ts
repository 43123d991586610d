/** What lists of sweeps show: each filter, each order, and pages that hold every sweep once. */
import { JobState, SWEEP_SORTS, type SweepSpecInput, SweepState, sweepState } from '@yoto/core';
import { claimDue, registerWorker, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { SweepFilter } from './storage.ts';

const rig = useTestStorage();

const named = (names: Record<string, Partial<SweepSpecInput>>) =>
  Promise.all(Object.entries(names).map(([name, written]) => submitSweep(rig.storage, { name, ...written })));

async function found(filter: SweepFilter, limit = 50): Promise<string[]> {
  return (await rig.storage.sweeps.list({ limit }, filter)).rows.map(({ name }) => name);
}
const foundSorted = async (filter: SweepFilter) => (await found(filter)).sort();

async function execute(sql: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client(rig.database.url);
  await client.connect();
  try {
    await client.query(sql, values);
  } finally {
    await client.end();
  }
}

describe('search', () => {
  test('all words must be in name or description, in any case; or the id begins with it', async () => {
    const [vae] = await named({
      'Beta-VAE on Shapes': { description: 'Narrow models\nfor figure 2' },
      'ÜBUNG 100%_': {},
    });
    const { id } = vae!.sweep;
    const searches: Record<string, string[]> = {
      'beta shapes': ['Beta-VAE on Shapes'],
      'FIGURE vae': ['Beta-VAE on Shapes'],
      'models for': ['Beta-VAE on Shapes'],
      übung: ['ÜBUNG 100%_'],
      '0%_': ['ÜBUNG 100%_'],
      '%': ['ÜBUNG 100%_'],
      'beta übung': [],
      '\\': [],
      [id.toUpperCase()]: ['Beta-VAE on Shapes'],
      [id.slice(1)]: [],
      '': ['Beta-VAE on Shapes', 'ÜBUNG 100%_'],
    };
    for (const [search, names] of Object.entries(searches)) {
      expect([search, await foundSorted({ search })]).toEqual([search, names]);
    }
    expect(await foundSorted({ search: id.slice(0, 3) })).not.toContain('Beta-VAE on Shapes');
  });
});

describe('filters', () => {
  test('labels: those that all groups share, with their value or any; all of several', async () => {
    const group = (name: string, labels: Record<string, string>) => ({
      kind: 'yoto' as const,
      name,
      labels,
    });
    await named({
      both: { groups: [group('a', { for: 'paper', of: 'a' }), group('b', { for: 'paper', of: 'b' })] },
      one: { groups: [group('a', { for: 'paper', mine: '' })] },
      none: {},
    });
    const label = (key: string, value?: string) => ({ key, value });
    expect(await foundSorted({ labels: [label('for')] })).toEqual(['both', 'one']);
    expect(await foundSorted({ labels: [label('for', 'paper')] })).toEqual(['both', 'one']);
    expect(await foundSorted({ labels: [label('for', 'paper'), label('mine')] })).toEqual(['one']);
    expect(await foundSorted({ labels: [label('mine', '')] })).toEqual(['one']);
    expect(await foundSorted({ labels: [label('for', 'pap')] })).toEqual([]);
    expect(await foundSorted({ labels: [label('of')] })).toEqual([]);
  });

  test('task, favourite, archived and the time of creation', async () => {
    const [first, second] = await named({ first: {}, second: {} });
    await rig.storage.sweeps.edit(first!.sweep.id, { favourite: true });
    await rig.storage.sweeps.edit(second!.sweep.id, { archived: true });
    await execute(`update sweeps set created_at = '2026-01-01' where name = 'first'`);
    await execute(`update sweeps set created_at = '2026-01-02', task_id = 'other' where name = 'second'`);
    expect(await foundSorted({ tasks: ['test-toy', 'none'] })).toEqual(['first']);
    expect(await foundSorted({ tasks: ['test-toy', 'other'] })).toEqual(['first', 'second']);
    expect(await foundSorted({ favourite: true })).toEqual(['first']);
    expect(await foundSorted({ favourite: false })).toEqual(['second']);
    expect(await foundSorted({ archived: false })).toEqual(['first']);
    expect(await foundSorted({ archived: true })).toEqual(['second']);
    expect(await foundSorted({ createdAfter: new Date('2026-01-02') })).toEqual(['second']);
    expect(await foundSorted({ createdBefore: new Date('2026-01-02') })).toEqual(['first']);
  });

  test('the database and core agree on the state of a sweep, whatever states its jobs are in', async () => {
    const states = JobState.options;
    const { sweep } = await submitSweep(rig.storage, { defaults: { seeds: [1, 2] } });
    // One sweep for each set of states that is not empty, with one job in each of them.
    await execute(
      `with sets as (select generate_series(1, $2::int) as set), made as (
        insert into sweeps (id, name, task_id, dataset_id, spec)
        select gen_random_uuid(), 'set ' || set, task_id, dataset_id, spec from sweeps, sets where id = $1 returning id, name)
      insert into jobs (id, sweep_id, index, spec, state, steps, requirement_key)
      select gen_random_uuid(), made.id, j.index, j.spec, ($3::text[])[j.index + 1]::job_state, j.steps, j.requirement_key
      from made join jobs j on j.sweep_id = $1 and j.index < $4::int
      where (substr(made.name, 5)::int >> j.index) & 1 = 1`,
      [sweep.id, 2 ** states.length - 1, states, states.length],
    );
    await rig.storage.sweeps.cancel(sweep.id);
    await rig.storage.sweeps.delete(sweep.id);
    const all = (await rig.storage.sweeps.list({ limit: 500 })).rows;
    expect(all).toHaveLength(127);
    const namesIn = (state: SweepState) =>
      all.filter((row) => sweepState(row) === state).map(({ name }) => name);
    for (const state of SweepState.options) {
      expect(namesIn(state).length).toBeGreaterThan(0);
      expect([state, await found({ states: [state] }, 500)]).toEqual([state, namesIn(state)]);
    }
    const ended = await rig.storage.sweeps.list({ limit: 1 }, { states: ['failed', 'partly-failed'] });
    expect(ended.total).toBe([...namesIn('failed'), ...namesIn('partly-failed')].length);
  });
});

describe('order', () => {
  test('every order holds every sweep once over its pages, and counts all of them on each', async () => {
    for (const name of ['b', 'a', 'C', 'b', 'ä', 'a']) await submitSweep(rig.storage, { name });
    for (const sort of SWEEP_SORTS) {
      const names: string[] = [];
      const ids = new Set<string>();
      let cursor: string | undefined;
      do {
        const page = await rig.storage.sweeps.list({ limit: 2, cursor }, { sort, archived: false });
        expect(page.total).toBe(6);
        for (const { id, name } of page.rows) {
          ids.add(id);
          names.push(name);
        }
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect([sort, ids.size]).toEqual([sort, 6]);
      if (sort === 'name') expect(names.slice(0, 5).join('')).toBe('aabbC');
      else expect([sort, ...names]).toEqual([sort, 'a', 'ä', 'b', 'C', 'a', 'b']);
    }
  });

  test('what happened last comes first: an event, or a sign of life of a running job', async () => {
    for (const name of ['old', 'running', 'new']) await submitSweep(rig.storage, { name });
    await execute(`update events set created_at = now() - interval '1 hour'`);
    await execute(`update sweeps set created_at = now() - interval '2 hours'`);
    const [old] = (await rig.storage.sweeps.list({ limit: 1 }, { search: 'old' })).rows;
    await rig.storage.sweeps.edit(old!.id, { description: 'changed' });
    expect((await found({ sort: 'activity' }))[0]).toBe('old');
    const job = await claimDue(rig.storage, await registerWorker(rig.storage));
    const of = (await rig.storage.sweeps.get(job.sweepId)).name;
    await execute(`update events set created_at = now() - interval '1 hour'`);
    expect((await found({ sort: 'activity' }))[0]).toBe(of);
    const [first] = (await rig.storage.sweeps.list({ limit: 1 }, { sort: 'activity' })).rows;
    expect(first!.lastActivityAt).toEqual((await rig.storage.jobs.get(job.id)).heartbeatAt);
  });

  test('a cursor of another order is refused', async () => {
    for (const name of ['a', 'b']) await submitSweep(rig.storage, { name });
    const { nextCursor } = await rig.storage.sweeps.list({ limit: 1 }, { sort: 'name' });
    for (const sort of ['newest', 'activity'] as const) {
      await expect(
        rig.storage.sweeps.list({ limit: 1, cursor: nextCursor! }, { sort }),
      ).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });
});
