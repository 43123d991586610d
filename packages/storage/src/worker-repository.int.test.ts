import { claimDue, registerWorker, submitJob } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { describe, expect, test } from 'vitest';

const rig = useTestStorage();
const unknown = '00000000-0000-7000-8000-000000000000';

describe('workers', () => {
  test('are listed while they give signs of life, with the jobs they run', async () => {
    const busy = await registerWorker(rig.storage, 'busy');
    const idle = await registerWorker(rig.storage, 'idle');
    const job = await submitJob(rig.storage);
    await claimDue(rig.storage, busy);
    expect(await rig.storage.workers.heartbeat(idle.workerId)).toEqual({ quarantined: false });
    const listed = await rig.storage.workers.list(60_000);
    const find = (id: string) => listed.find((worker) => worker.id === id);
    expect(find(busy.workerId)).toMatchObject({ name: 'busy', runningJobIds: [job.id], stoppedAt: null });
    expect(find(busy.workerId)?.silentForMs).toBeGreaterThanOrEqual(find(idle.workerId)?.silentForMs ?? 0);
    expect(find(idle.workerId)).toMatchObject({
      name: 'idle',
      runningJobIds: [],
      engine: 'wasm',
      concurrency: 1,
    });
    expect(listed.findIndex((worker) => worker.id === idle.workerId)).toBe(0);
    expect(await rig.storage.workers.list(-1000)).toEqual([]);
    await rig.storage.jobs.complete({ jobId: job.id, attempt: 1 });
    await rig.storage.workers.stop(busy.workerId);
    await rig.storage.workers.stop(busy.workerId);
    const stopped = (await rig.storage.workers.list(60_000)).find((worker) => worker.id === busy.workerId);
    expect(stopped).toMatchObject({ runningJobIds: [], stoppedAt: expect.any(Date) });
  });

  test('an unknown one is told', async () => {
    for (const id of [unknown, 'x']) {
      await expect(rig.storage.workers.heartbeat(id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(rig.storage.workers.stop(id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
