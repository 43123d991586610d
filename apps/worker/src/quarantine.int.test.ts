import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fixedJobs, inState, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
let folder: string;
beforeEach(async () => {
  rig = await workerRig();
  folder = await mkdtemp(path.join(tmpdir(), 'yoto-bad-'));
});
afterEach(async () => {
  await rig.close();
  await rm(folder, { recursive: true, force: true });
});

const worker = async (id: string) => (await rig.storage.workers.list(60_000)).find((one) => one.id === id);

/** A worker whose trainers die when they load its tasks. */
async function startCrashing() {
  const file = path.join(folder, 'deadly.mjs');
  await writeFile(file, `process.kill(process.pid, 'SIGKILL');`);
  return rig.startWorker({ TASK_PACKAGES: file, QUARANTINE_AFTER: '2' });
}
/** A worker whose engine is not there. */
const startWithoutEngine = () => rig.startWorker({ QUARANTINE_AFTER: '2' }, 'tensorflow-gpu');

describe('a bad worker', () => {
  test.each([
    ['whose trainers crash', startCrashing, 'crashed'],
    ['without its engine', startWithoutEngine, 'worker_error'],
  ])(
    '%s is quarantined and the jobs complete on another; released, it is tried again',
    async (_what, start, outcome) => {
      const bad = await start();
      const jobs = await rig.submit(fixedJobs(3, 20));
      await vi.waitFor(
        async () =>
          expect(await worker(bad.workerId)).toMatchObject({
            quarantinedAt: expect.any(Date),
            quarantineReason: expect.any(String),
          }),
        { timeout: 60_000 },
      );
      // It still shows signs of life.
      const heard = (await worker(bad.workerId))?.heartbeatAt.getTime() ?? 0;
      await vi.waitFor(
        async () => expect((await worker(bad.workerId))?.heartbeatAt.getTime()).toBeGreaterThan(heard),
        { timeout: 20_000 },
      );

      const good = await rig.startWorker();
      for (const { id } of jobs) {
        const job = await rig.waitFor(id, inState('completed'));
        expect(job.failures).toBe(0);
        expect(job.attempt).toBeLessThanOrEqual(2);
      }
      const attempts = (await Promise.all(jobs.map(({ id }) => rig.storage.jobs.attempts(id)))).flat();
      const bads = attempts.filter(({ workerId }) => workerId === bad.workerId);
      expect(bads.map((attempt) => attempt.outcome)).toEqual([outcome, outcome]);

      await good.stop();
      await rig.storage.workers.release(bad.workerId);
      const [again] = await rig.submit(fixedJobs(1, 20));
      await rig.waitFor(again?.id ?? '', ({ attempt }) => attempt > 0);
      const [tried] = await rig.storage.jobs.attempts(again?.id ?? '');
      expect(tried?.workerId).toBe(bad.workerId);
    },
  );
});
