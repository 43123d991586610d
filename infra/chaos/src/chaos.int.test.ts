/** The proof of `npm run chaos` in short: at least one fault of every kind, on each queue. */
import { isRedisInstalled } from '@yoto/testkit';
import { describe, test } from 'vitest';
import type { CalmRun } from './prove.ts';
import { expectProof } from './testing/expect-proof.ts';

const SWEEP = { jobs: 6, steps: 250, stepMs: 20 };
const SIZE = { workers: 3, concurrency: 2 };
/** A busy machine takes several times the minute that each proof takes. */
const TIMEOUT_MS = 300_000;

describe.skipIf(process.platform !== 'linux')(
  'a sweep through faults ends as a calm one (needs Linux)',
  () => {
    let calm: CalmRun | undefined;

    test('with the queue on Postgres', { timeout: TIMEOUT_MS }, async () => {
      const faults = { seed: 1, faults: 20, meanGapMs: 800 };
      calm = await expectProof({ ...SIZE, backend: 'postgres' }, SWEEP, faults);
    });

    test.skipIf(!isRedisInstalled())(
      'with the queue on Redis (needs redis-server)',
      { timeout: TIMEOUT_MS },
      async () => {
        const faults = { seed: 2, faults: 18, meanGapMs: 800 };
        await expectProof({ ...SIZE, backend: 'redis' }, SWEEP, faults, calm);
      },
    );
  },
);
