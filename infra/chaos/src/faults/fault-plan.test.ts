import { describe, expect, test } from 'vitest';
import { FAULT_KINDS, kindsFor, planFaults } from './fault-plan.ts';

const plan = (fields: Partial<Parameters<typeof planFaults>[0]> = {}) =>
  planFaults({ seed: 1, count: 200, backend: 'redis', meanGapMs: 1000, ...fields });

describe('planFaults', () => {
  test('is a function of the seed', () => {
    expect(plan()).toEqual(plan());
    expect(plan({ seed: 2 })).not.toEqual(plan());
  });

  test.each(['redis', 'postgres'] as const)('has every kind that means something on %s', (backend) => {
    const kinds = kindsFor(backend);
    const first = plan({ backend, count: kinds.length }).map(({ kind }) => kind);
    expect(first.toSorted()).toEqual(kinds.toSorted());
    expect(kinds.includes('restart-redis')).toBe(backend === 'redis');
  });

  test('keeps to the asked kinds and to the waits of each', () => {
    const faults = plan({ kinds: ['stop-daemon', 'kill-trainer'] });
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['stop-daemon', 'kill-trainer']));
    const [least, most] = FAULT_KINDS['stop-daemon'].holdMs;
    for (const { kind, gapMs, holdMs } of faults) {
      expect(gapMs).toBeGreaterThanOrEqual(250);
      expect(gapMs).toBeLessThanOrEqual(1750);
      if (kind === 'kill-trainer') expect(holdMs).toBe(0);
      else expect(holdMs).toBeGreaterThanOrEqual(least);
      expect(holdMs).toBeLessThanOrEqual(most);
    }
  });
});
