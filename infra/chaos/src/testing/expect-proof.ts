/** The proof of `npm run chaos` as an assertion. */
import { expect } from 'vitest';
import { kindsFor } from '../faults/fault-plan.ts';
import { type CalmRun, type RoughOptions, runCalmly, runRoughly } from '../prove.ts';
import { makeRunFolder } from '../run-folder.ts';
import type { StackOptions } from '../stack/place.ts';
import { withStack } from '../stack/stack.ts';
import type { SweepSize } from '../sweep.ts';

const silent = () => {};

/**
 * Trains the sweep through faults, at least one of every kind asked for; returns the calm run, which the next proof may
 * take. The folder with the logs is kept when the proof fails.
 */
export async function expectProof(
  size: Omit<StackOptions, 'folder'>,
  sweep: SweepSize,
  options: RoughOptions,
  known?: CalmRun,
): Promise<CalmRun> {
  const folder = makeRunFolder('chaos-test');
  const calm = await withStack({ ...size, folder: folder.path }, async (stack) => {
    const calm = known ?? (await runCalmly(stack, sweep, silent));
    const rough = await runRoughly(stack, sweep, options, calm, silent);
    expect(rough.violations, `see ${folder.path}`).toEqual([]);
    const kinds = options.kinds ?? kindsFor(size.backend);
    expect([...rough.faults.keys()].toSorted()).toEqual([...kinds].toSorted());
    const attempts = rough.sweeps.flat().flatMap((job) => job.attempts);
    expect(attempts.filter(({ number }) => number > 1).length).toBeGreaterThan(0);
    return calm;
  });
  folder.remove();
  return calm;
}
