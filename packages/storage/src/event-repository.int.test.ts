import { submitJob } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { describe, expect, test } from 'vitest';

const rig = useTestStorage();
const unknown = '00000000-0000-7000-8000-000000000000';

describe('events', () => {
  test('newest first, of a job and of its sweep', async () => {
    const job = await submitJob(rig.storage);
    await rig.storage.events.add({ sweepId: job.sweepId, jobId: job.id, type: 'note', message: 'one' });
    await rig.storage.events.add({ sweepId: job.sweepId, type: 'note', message: 'two' });
    expect((await rig.storage.events.ofJob(job.id, 10)).map((event) => event.message)).toEqual(['one']);
    const ofSweep = await rig.storage.events.ofSweep(job.sweepId, 2);
    expect(ofSweep.map((event) => event.message)).toEqual(['two', 'one']);
    expect(typeof ofSweep[0]!.id).toBe('string');
  });

  test('of an unknown sweep are refused', async () => {
    const event = { type: 'note', message: 'x' };
    await expect(rig.storage.events.add({ ...event, sweepId: unknown })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(rig.storage.events.add({ ...event, jobId: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
