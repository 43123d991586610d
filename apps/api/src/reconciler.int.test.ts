import { setTimeout as sleep } from 'node:timers/promises';
import { openJobQueue } from '@yoto/queue';
import { openStorage } from '@yoto/storage';
import { plannedSweep, testDatabase } from '@yoto/testkit';
import { describe, expect, it } from 'vitest';
import { startReconciler } from './reconciler.ts';
import { eventually } from './testing/eventually.ts';
import { silentLog } from './testing/silent-log.ts';

describe('the reconciler', () => {
  it('sends missing messages once, and queues jobs of silent workers again, with two of it at work', async () => {
    const database = await testDatabase();
    const storage = await openStorage({ databaseUrl: database.url });
    const queue = await openJobQueue({ kind: 'postgres', databaseUrl: database.url });
    const { spec, plan } = plannedSweep();
    const { sweep } = await storage.sweeps.create(spec, plan);
    const [first, second] = await storage.jobs.ofSweep(sweep.id);
    const workerId = await storage.workers.register({
      name: 'w',
      host: 'h',
      pid: 1,
      engine: 'wasm',
      device: 'cpu',
      version: '0.1.0',
      concurrency: 2,
    });
    const worker = { workerId, engine: 'wasm', engineVersion: '4.22.0', device: 'cpu' };
    for (const job of [first, second]) expect((await storage.jobs.claimNext(worker))?.id).toBe(job?.id);

    const context = { storage, queue, log: silentLog, stallAfterMs: 2_500 };
    // Passes so far apart that a busy machine keeps to them: after a gap of three, silence means nothing for a while.
    const reconcilers = [startReconciler(context, 500), startReconciler(context, 500)];
    await eventually(async () => expect((await queue.counts()).waiting).toBe(plan.jobs.length - 2));

    // The second worker stays alive, the first is never heard again.
    const alive = { jobId: second?.id ?? '', attempt: 1, step: 3 };
    await eventually(async () => {
      await storage.jobs.heartbeat([alive]);
      expect(await storage.jobs.get(first?.id ?? '')).toMatchObject({
        state: 'queued',
        attempt: 1,
        failures: 0,
      });
    });
    await eventually(async () => expect((await queue.counts()).waiting).toBe(plan.jobs.length - 1));
    await storage.jobs.heartbeat([alive]);
    await sleep(1_500);
    expect((await queue.counts()).waiting).toBe(plan.jobs.length - 1);
    expect((await storage.jobs.get(second?.id ?? '')).state).toBe('running');
    const [stalled] = await storage.jobs.attempts(first?.id ?? '');
    expect(stalled?.outcome).toBe('stalled');

    await Promise.all(reconcilers.map((reconciler) => reconciler.stop()));
    await queue.close();
    await storage.close();
    await database.drop();
  });
});
