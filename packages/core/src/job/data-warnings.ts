/** Whether jobs can be compared: differences between results may be differences between data, or between frozen weights. */
import type { DataRecord, FrozenIdentity } from './data-record.ts';

/** A state of the data, and how many jobs have worked with it. */
type Use = DataRecord & { jobs: number };

/** One sentence for each kind of difference between jobs whose results are shown together; no full stop. */
export function dataWarnings(uses: readonly Use[]): string[] {
  const data = statesOf(
    uses,
    ({ description, fingerprint }) => fingerprint?.sha256 ?? description,
    ({ description, fingerprint }) => `${fingerprint?.sha256.slice(0, 12) ?? 'no checksum'}, ${description}`,
  );
  const frozen = statesOf(
    uses,
    (use) => frozenLabel(use.frozen, 64),
    (use) => frozenLabel(use.frozen),
  );
  return [
    ...(data.length > 1
      ? [`the jobs did not all see the same data (${data.join('; ')}): their results cannot be compared`]
      : []),
    ...(frozen.length > 1
      ? [
          `the jobs did not all use the same frozen weights (${frozen.join('; ')}): losses measured with different weights cannot be compared`,
        ]
      : []),
  ];
}

/** Weights with the beginning of their hash, e.g. `vgg19 0a1b2c3d4e5f`. */
export function frozenLabel(frozen: readonly FrozenIdentity[], hashDigits = 12): string {
  const labels = frozen.map(({ name, sha256 }) => `${name} ${sha256.slice(0, hashDigits)}`);
  return labels.sort().join(' and ') || 'none';
}

/** Each state once, with the jobs that have met it. */
function statesOf(uses: readonly Use[], key: (use: Use) => string, label: (use: Use) => string): string[] {
  const states = new Map<string, { label: string; jobs: number }>();
  for (const use of uses) {
    const known = states.get(key(use));
    states.set(key(use), { label: known?.label ?? label(use), jobs: (known?.jobs ?? 0) + use.jobs });
  }
  return [...states.values()].map(({ label, jobs }) => `${jobs} ${jobs === 1 ? 'job' : 'jobs'}: ${label}`);
}
