/**
 * The proof of `npm run chaos` in short: one fault of every kind, and on Redis of those at once that concern the queue.
 * `chaos.long.test.ts` has more of them, and on Redis those that last.
 */
import { isRedisInstalled } from '@yoto/testkit';
import { describe, test } from 'vitest';
import type { FaultKind } from './faults/fault-plan.ts';
import type { CalmRun } from './prove.ts';
import { expectProof } from './testing/expect-proof.ts';

const SWEEP = { jobs: 4, steps: 120, stepMs: 20 };
const SIZE = { workers: 2, concurrency: 2 };
const QUEUE_FAULTS: readonly FaultKind[] = [
  'restart-redis',
  'empty-queue',
  'duplicate-messages',
  'kill-daemon',
];
/** A busy machine takes many times what each proof takes. */
const TIMEOUT_MS = 400_000;

describe.skipIf(process.platform !== 'linux')(
  'a sweep through faults ends as a calm one (needs Linux)',
  () => {
    let calm: CalmRun | undefined;

    test('with the queue on Postgres', { timeout: TIMEOUT_MS }, async () => {
      const faults = { seed: 1, faults: 16, meanGapMs: 500 };
      calm = await expectProof({ ...SIZE, backend: 'postgres' }, SWEEP, faults);
    });

    test.skipIf(!isRedisInstalled())(
      'with the queue on Redis (needs redis-server)',
      { timeout: TIMEOUT_MS },
      async () => {
        const faults = { seed: 2, faults: QUEUE_FAULTS.length, meanGapMs: 500, kinds: QUEUE_FAULTS };
        await expectProof({ ...SIZE, backend: 'redis' }, SWEEP, faults, calm);
      },
    );
  },
);
