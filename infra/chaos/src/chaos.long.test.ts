/** The proof of `npm run chaos` with other faults than the short one; the whole of it is 200 on each queue. */
import { isRedisInstalled } from '@yoto/testkit';
import { describe, test } from 'vitest';
import { expectProof } from './testing/expect-proof.ts';

const SWEEP = { jobs: 12, steps: 400, stepMs: 20 };
const SIZE = { workers: 4, concurrency: 1 };
const FAULTS = { faults: 60, meanGapMs: 1600 };
const TIMEOUT_MS = 900_000;
const isWanted = process.env.YOTO_TEST_FULL === '1' && process.platform === 'linux';

describe.skipIf(!isWanted)('60 faults (needs YOTO_TEST_FULL=1 and Linux)', () => {
  test('with the queue on Postgres', { timeout: TIMEOUT_MS }, async () => {
    await expectProof({ ...SIZE, backend: 'postgres' }, SWEEP, { ...FAULTS, seed: 3 });
  });

  test.skipIf(!isRedisInstalled())(
    'with the queue on Redis (needs redis-server)',
    { timeout: TIMEOUT_MS },
    async () => {
      await expectProof({ ...SIZE, backend: 'redis' }, SWEEP, { ...FAULTS, seed: 4 });
    },
  );
});
