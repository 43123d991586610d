import { claimDue, registerWorker, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { expect, test, vi } from 'vitest';

const rig = useTestStorage();

const historyOf = async (id: string) =>
  (await rig.storage.events.ofSweep(id, 20))
    .filter(({ type }) => type === 'edited')
    .map(({ message }) => message);

test('name, description, labels, favourite and archive are changed, told and kept in the spec', async () => {
  const { sweep } = await submitSweep(rig.storage, {
    name: 'first',
    defaults: { labels: { for: 'paper', of: 'me' } },
  });
  expect(sweep).toMatchObject({ labels: { for: 'paper', of: 'me' }, favourite: false, archivedAt: null });
  const heard: unknown[] = [];
  const stop = await rig.storage.listen((notice) => void heard.push(notice));
  const told = await rig.storage.sweeps.edit(sweep.id, {
    name: 'second',
    description: 'what it is for',
    labels: { for: 'talk', of: null, new: '' },
    favourite: true,
    archived: true,
  });
  const told1 =
    'Renamed from "first" to "second". The description was changed. Labelled for=talk, new. Removed the label of. Archived';
  expect(told.join('. ')).toBe(`${told1}. Marked as a favourite`);
  await vi.waitFor(() => expect(heard).toContainEqual({ type: 'sweep', sweepId: sweep.id }), {
    timeout: 20_000,
  });
  await stop();
  const after = await rig.storage.sweeps.get(sweep.id);
  expect(after).toMatchObject({ name: 'second', labels: { for: 'talk', new: '' }, favourite: true });
  expect(after.archivedAt).toBeInstanceOf(Date);
  expect(after.spec).toEqual({ ...sweep.spec, name: 'second', description: 'what it is for' });

  // What is so already is not told again, and the date of archiving stays.
  expect(
    await rig.storage.sweeps.edit(sweep.id, { name: 'second', archived: true, labels: { gone: null } }),
  ).toEqual([]);
  expect(await rig.storage.sweeps.get(sweep.id)).toEqual(after);
  expect(await historyOf(sweep.id)).toEqual([told1]);

  await rig.storage.sweeps.edit(sweep.id, { description: '', archived: false });
  const last = await rig.storage.sweeps.get(sweep.id);
  expect(last).toMatchObject({ archivedAt: null, description: '', favourite: true, name: 'second' });
  expect(last.spec).toEqual({ ...sweep.spec, name: 'second' });
});

test('a new priority is that of all jobs that are not completed, and jobs are claimed by it', async () => {
  const { sweep, jobs } = await submitSweep(rig.storage, { name: 'raised' });
  const other = await submitSweep(rig.storage, { name: 'other', defaults: { priority: 3 } });
  const worker = await registerWorker(rig.storage);
  expect((await claimDue(rig.storage, worker)).sweepId).toBe(other.sweep.id);
  await rig.storage.jobs.cancel(jobs[4]!.id);
  expect(await rig.storage.sweeps.edit(sweep.id, { priority: 9 })).toEqual(['Priority 9 for 4 jobs']);
  expect((await rig.storage.sweeps.get(sweep.id)).priority).toBe(9);
  const claimed = await claimDue(rig.storage, worker);
  expect(claimed).toMatchObject({ sweepId: sweep.id, spec: { priority: 9 } });
  await rig.storage.jobs.complete({ jobId: claimed.id, attempt: 1 });
  // The job that was retried after the change goes by it as well.
  await rig.storage.jobs.retry(jobs[4]!.id);
  for (let i = 0; i < 4; i++) expect((await claimDue(rig.storage, worker)).sweepId).toBe(sweep.id);
  expect((await claimDue(rig.storage, worker)).sweepId).toBe(other.sweep.id);
  expect(await rig.storage.sweeps.edit(sweep.id, { priority: -5 })).toEqual(['Priority -5 for 4 jobs']);
  expect((await rig.storage.jobs.get(claimed.id)).spec.priority).toBe(9);
});

test('priorities change while workers claim and beat', async () => {
  const { sweep, jobs } = await submitSweep(rig.storage, { defaults: { seeds: [1, 2, 3, 4, 5, 6] } });
  const worker = await registerWorker(rig.storage);
  const beats = jobs.map(({ id }) => ({ jobId: id, attempt: 1, step: 1 })).reverse();
  const work = jobs.map(async () => {
    await rig.storage.jobs.claimNext(worker);
    await rig.storage.jobs.heartbeat(beats);
  });
  const edits = [1, 2, 3].map((priority) => rig.storage.sweeps.edit(sweep.id, { priority }));
  await Promise.all([...work, ...edits]);
  const left = await rig.storage.jobs.ofSweep(sweep.id);
  expect(left.filter(({ state }) => state === 'running')).toHaveLength(30);
  expect(new Set(left.map(({ spec }) => spec.priority)).size).toBe(1);
});

test('what cannot be is refused, and nothing of it is done', async () => {
  const { sweep } = await submitSweep(rig.storage, { name: 'kept' });
  const labels = Object.fromEntries(Array.from({ length: 64 }, (_, i) => [`label ${i}`, '']));
  await rig.storage.sweeps.edit(sweep.id, { labels });
  await expect(
    rig.storage.sweeps.edit(sweep.id, { name: 'lost', priority: 9, labels: { more: '' } }),
  ).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('64') });
  expect(await rig.storage.sweeps.get(sweep.id)).toMatchObject({ name: 'kept', priority: 0, labels });
  for (const id of ['00000000-0000-7000-8000-000000000000', 'x']) {
    await expect(rig.storage.sweeps.edit(id, { favourite: true })).rejects.toMatchObject({
      code: 'not_found',
    });
  }
});
