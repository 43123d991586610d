import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptRef, Storage } from '@yoto/storage';
import { expect, test } from 'vitest';
import { startHeartbeat } from './heartbeat.ts';

const attempt = { jobId: 'job', attempt: 1 };

/** A database that takes 30 ms to answer with what it knew when it was asked. */
function slowDatabase() {
  const known = { lost: [] as AttemptRef[], pausing: [] as AttemptRef[] };
  const storage = {
    workers: { heartbeat: async () => ({ quarantined: false, drain: null }) },
    jobs: {
      async heartbeat() {
        const answer = structuredClone(known);
        await sleep(30);
        return answer;
      },
    },
  } as unknown as Pick<Storage, 'jobs' | 'workers'>;
  return { known, storage };
}

test('a change that comes during a beat is heard by the beat that was asked for', async () => {
  const { known, storage } = slowDatabase();
  const heard: string[] = [];
  const heartbeat = startHeartbeat({
    storage,
    workerId: 'w',
    intervalMs: 60_000,
    onHeard: () => undefined,
    onError: (error) => heard.push(error.message),
  });
  const onLost = () => heard.push('lost');
  const onPausing = () => heard.push('pausing');
  heartbeat.join({ attempt, currentStep: () => 1, onLost, onPausing });
  const under = heartbeat.beat();
  await sleep(10);
  known.pausing = [attempt];
  await Promise.all([heartbeat.beat(), heartbeat.beat(), under]);
  expect(heard).toEqual(['pausing']);
  known.pausing = [];
  known.lost = [attempt];
  await heartbeat.beat();
  await heartbeat.beat();
  await heartbeat.stop();
  expect(heard).toEqual(['pausing', 'lost']);
});
