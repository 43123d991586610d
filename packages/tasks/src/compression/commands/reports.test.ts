import { expect, test } from 'vitest';
import type { CompressReport } from './compress.ts';
import { targetWarning } from './reports.ts';

const report = (reachedTarget: boolean | null): CompressReport => ({
  ...{ engine: 'wasm', width: 10, height: 10, lambda: 0.26, bytes: 10, bitsPerPixel: 0.8, trials: 1 },
  ...{ estimatedBitsPerPixel: 0.8, reachedTarget, compressSeconds: 1, verified: null, changes: [] },
});

test('only a file that is smaller than asked for is warned about, with what the model reaches', () => {
  expect(targetWarning(report(false), 1.5)).toMatch(
    /cannot use 1\.5 bits.*best takes 0\.8000 \(lambda 0\.26,/,
  );
  expect(targetWarning(report(true), 0.8)).toBeUndefined();
  expect(targetWarning(report(null), undefined)).toBeUndefined();
});
