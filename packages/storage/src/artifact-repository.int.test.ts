import { jobSeed } from '@yoto/core';
import { claimDue, registerWorker, submitJob, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { describe, expect, test } from 'vitest';

const rig = useTestStorage();

describe('artifacts', () => {
  const manyKeys = Array.from({ length: 10_000 }, (_, i) => `other/${i}`);
  const artifact = (name: string, key = `models/${name}`) => ({
    name,
    key,
    mediaType: 'application/octet-stream',
    sha256: `sha of ${key}`,
    bytes: 2 ** 33,
  });

  test('are listed by name; a later attempt replaces one of the same name', async () => {
    const job = await submitJob(rig.storage);
    const worker = await registerWorker(rig.storage);
    await claimDue(rig.storage, worker);
    const first = { jobId: job.id, attempt: 1 };
    for (const name of ['model', 'arrays']) await rig.storage.artifacts.record(first, artifact(name));
    await rig.storage.jobs.end(first, { outcome: 'preempted' });
    await claimDue(rig.storage, worker);
    await rig.storage.jobs.pause(job.id);
    await rig.storage.artifacts.record({ ...first, attempt: 2 }, artifact('model', 'models/again'));
    expect(await rig.storage.artifacts.list(job.id)).toEqual([
      { ...artifact('arrays'), jobId: job.id, attempt: 1, createdAt: expect.any(Date) },
      { ...artifact('model', 'models/again'), jobId: job.id, attempt: 2, createdAt: expect.any(Date) },
    ]);
    expect(await rig.storage.artifacts.get(job.id, 'arrays')).toMatchObject(artifact('arrays'));
    await expect(rig.storage.artifacts.get(job.id, 'none')).rejects.toMatchObject({ code: 'not_found' });
    await expect(rig.storage.artifacts.get('x', 'model')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of an attempt that lost its job, the log alone is taken, until another attempt begins', async () => {
    const job = await submitJob(rig.storage);
    const worker = await registerWorker(rig.storage);
    await claimDue(rig.storage, worker);
    const attempt = { jobId: job.id, attempt: 1 };
    await rig.storage.jobs.cancel(job.id);
    await rig.storage.artifacts.recordLog(attempt, artifact('log'));
    expect(await rig.storage.artifacts.list(job.id)).toMatchObject([artifact('log')]);
    await expect(rig.storage.artifacts.record(attempt, artifact('model'))).rejects.toMatchObject({
      code: 'stale_attempt',
    });
    await rig.storage.jobs.retry(job.id);
    await claimDue(rig.storage, worker);
    await expect(rig.storage.artifacts.recordLog(attempt, artifact('log', 'too late'))).rejects.toMatchObject(
      {
        code: 'stale_attempt',
      },
    );
    expect(await rig.storage.artifacts.list(job.id)).toMatchObject([artifact('log')]);
  });

  test('of many keys, those that a checkpoint or an artifact refers to', async () => {
    const job = await submitJob(rig.storage);
    await claimDue(rig.storage, await registerWorker(rig.storage));
    const attempt = { jobId: job.id, attempt: 1 };
    await rig.storage.artifacts.record(attempt, artifact('model'));
    const row = { step: 1, key: 'checkpoints/1', sha256: 's', bytes: 1, score: null };
    await rig.storage.checkpoints.record(attempt, row);
    const keys = ['models/model', 'checkpoints/1', 'checkpoints/2', ...manyKeys];
    expect(await rig.storage.artifacts.referenced(keys)).toEqual(new Set(['models/model', 'checkpoints/1']));
    expect(await rig.storage.artifacts.referenced([])).toEqual(new Set());
  });

  test('of a sweep, in plan order, as far as asked for', async () => {
    const { sweep, jobs } = await submitSweep(rig.storage);
    const worker = await registerWorker(rig.storage);
    for (const name of ['pictures/b.png', 'pictures/a.png']) {
      for (const { id } of jobs.slice(0, 2)) {
        const { attempt } = name.includes('b') ? await claimDue(rig.storage, worker) : { attempt: 1 };
        const file = { name, mediaType: 'image/png', key: `${id}/${name}`, sha256: 's', bytes: 1 };
        await rig.storage.artifacts.record({ jobId: id, attempt }, file);
      }
    }
    const [first, second] = jobs.map((job) => job.id);
    const listed = await rig.storage.artifacts.ofSweep(sweep.id, 3);
    expect(listed.map(({ jobId, name }) => [jobId, name])).toEqual([
      [first, 'pictures/a.png'],
      [first, 'pictures/b.png'],
      [second, 'pictures/a.png'],
    ]);
    expect(listed[0]).not.toHaveProperty('job');
    const few = await rig.storage.artifacts.ofSweep(sweep.id, 3, { without: ['pictures/a'] });
    expect(few.map(({ name }) => name)).toEqual(['pictures/b.png', 'pictures/b.png']);
    const none = await rig.storage.artifacts.ofSweep(sweep.id, 3, { without: ['pictures/a', 'pictures/b'] });
    expect(none).toEqual([]);
    const named = await rig.storage.artifacts.namedInSweep(sweep.id, 'pictures/b.png');
    expect(named.map(({ jobId, name }) => [jobId, name])).toEqual([
      [first, 'pictures/b.png'],
      [second, 'pictures/b.png'],
    ]);
    expect(await rig.storage.artifacts.namedInSweep(sweep.id, 'pictures/')).toEqual([]);
    const both = await rig.storage.artifacts.named([first!, second!], ['pictures/b.png', 'pictures/c.png']);
    expect(both).toEqual(named);
  });

  test('of a sweep by their seed, those of its last job as well', async () => {
    const { sweep, jobs } = await submitSweep(rig.storage, { defaults: { seeds: [7, 3] } });
    const worker = await registerWorker(rig.storage);
    for (const _ of jobs) {
      const { id, attempt } = await claimDue(rig.storage, worker);
      await rig.storage.artifacts.record({ jobId: id, attempt }, artifact(`pictures of ${id}`));
      const list = { ...artifact(`list of ${id}`), name: 'pictures.json' };
      await rig.storage.artifacts.record({ jobId: id, attempt }, list);
    }
    expect(await rig.storage.artifacts.seedsWith(sweep.id, 'pictures.json')).toEqual([3, 7]);
    expect(await rig.storage.artifacts.seedsWith(sweep.id, 'examples.json')).toEqual([]);
    const ofSeed = await rig.storage.artifacts.ofSeed(sweep.id, 'pictures.json', 7);
    const own = jobs.filter(({ spec }) => jobSeed(spec) === 7);
    expect(ofSeed.map(({ jobId, group, kind }) => [jobId, group, kind])).toEqual(
      own.map(({ id, spec }) => [id, spec.group, spec.kind]),
    );
    expect(ofSeed.at(-1)?.key).toBe(`models/list of ${own.at(-1)?.id}`);
  });
});
