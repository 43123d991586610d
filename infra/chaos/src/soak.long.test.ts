/** `npm run soak` in short: too few jobs for a slow leak, enough for one a job. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { formatSoak } from './output/soak-report.ts';
import { makeRunFolder } from './run-folder.ts';
import { runSoak } from './soak/run-soak.ts';

const isWanted = process.env.YOTO_TEST_FULL === '1' && process.platform === 'linux';

test.skipIf(!isWanted)(
  '60 jobs leave nothing behind (needs YOTO_TEST_FULL=1 and Linux)',
  { timeout: 300_000 },
  async () => {
    const folder = makeRunFolder('soak-test');
    try {
      const stack = path.join(folder.path, 'stack');
      const size = { folder: stack, jobs: 60, concurrency: 2, samples: 6, backend: 'postgres' } as const;
      const { text, isFlat } = formatSoak(await runSoak(size, () => {}));
      expect(isFlat, text).toBe(true);
    } finally {
      folder.remove();
    }
  },
);
