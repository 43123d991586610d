import { isTrained } from '@yoto/core';
import { claimDue, registerWorker, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import pg from 'pg';
import { describe, expect, test } from 'vitest';

const rig = useTestStorage();
const unknown = '00000000-0000-7000-8000-000000000000';

describe('what reports tell of a sweep', () => {
  test('the devices that its jobs used, by job and all together', async () => {
    const { sweep, jobs } = await submitSweep(rig.storage);
    const a = await registerWorker(rig.storage);
    const job = await claimDue(rig.storage, a);
    await rig.storage.jobs.end({ jobId: job.id, attempt: 1 }, { outcome: 'preempted' });
    await claimDue(rig.storage, { ...a, device: 'gpu' });
    const use = await rig.storage.jobs.deviceUseOfSweep(sweep.id);
    expect([...use.keys()]).toEqual([jobs[0]?.id]);
    expect(use.get(job.id)).toEqual({ seconds: expect.any(Number), devices: ['cpu', 'gpu'] });
    const machines = await rig.storage.jobs.machinesOfSweep(sweep.id);
    expect(machines.map(({ device, attempts, jobs }) => [device, attempts, jobs]).sort()).toEqual([
      ['cpu', 1, 1],
      ['gpu', 1, 1],
    ]);
    expect(machines[0]).toMatchObject({ engine: 'wasm', engineVersion: '4.22.0', workerVersion: '0.1.0' });
  });

  test('the versions of the engine that its jobs used; an attempt from before they were recorded has none', async () => {
    const { sweep } = await submitSweep(rig.storage);
    const worker = await registerWorker(rig.storage);
    const old = await claimDue(rig.storage, worker);
    await claimDue(rig.storage, { ...worker, engineVersion: '4.21.0' });
    await claimDue(rig.storage, worker);
    const client = new pg.Client({ connectionString: rig.database.url });
    await client.connect();
    await client.query('update attempts set engine_version = null where job_id = $1', [old.id]);
    await client.end();
    const machines = await rig.storage.jobs.machinesOfSweep(sweep.id);
    const versions = machines.map(({ engine, engineVersion, jobs }) => [engine, engineVersion, jobs]);
    expect(versions).toHaveLength(3);
    expect(versions).toEqual(
      expect.arrayContaining([
        ['wasm', null, 1],
        ['wasm', '4.21.0', 1],
        ['wasm', '4.22.0', 1],
      ]),
    );
    expect(await rig.storage.jobs.attempts(old.id)).toMatchObject([{ engine: 'wasm', engineVersion: null }]);
  });

  test('a key that changes with its jobs and their evaluations, and with nothing else', async () => {
    const { sweep, jobs } = await submitSweep(rig.storage);
    const keys = [await rig.storage.sweeps.stateKey(sweep.id)];
    const changed = async () => {
      keys.push(await rig.storage.sweeps.stateKey(sweep.id));
      expect(new Set(keys).size).toBe(keys.length);
    };
    const { id: jobId, spec } = await claimDue(rig.storage, await registerWorker(rig.storage));
    await changed();
    const [lambda = {}] = isTrained(spec) ? spec.evaluation.lambdas : [];
    const point = { lambda, losses: { 'near-a': 1 }, metrics: {}, examples: 1 };
    for (const step of [10, 20]) {
      await rig.storage.points.writeEvaluations({ jobId, attempt: 1 }, [{ ...point, step }]);
      await changed();
    }
    await rig.storage.points.writeMetrics({ jobId, attempt: 1 }, [{ name: 'loss', step: 1, value: 1 }]);
    await rig.storage.jobs.heartbeat([{ jobId, attempt: 1, step: 15 }]);
    await submitSweep(rig.storage);
    expect(await rig.storage.sweeps.stateKey(sweep.id)).toBe(keys.at(-1));
    await rig.storage.jobs.complete({ jobId, attempt: 1 });
    await changed();
    await rig.storage.jobs.cancel(jobs[1]!.id);
    await changed();
    for (const id of [unknown, 'x']) {
      await expect(rig.storage.sweeps.stateKey(id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
