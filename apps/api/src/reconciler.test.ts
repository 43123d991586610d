import { describe, expect, it } from 'vitest';
import { workerWatch } from './reconciler.ts';

describe('workerWatch', () => {
  it('gives workers time to be heard after the start', () => {
    const watch = workerWatch(15, 30);
    expect(watch.trusts(0)).toBe(false);
    for (const now of [0, 10, 20]) {
      expect(watch.trusts(now)).toBe(false);
      watch.passed(now);
    }
    expect(watch.trusts(30)).toBe(true);
  });

  it('starts anew after a gap in its passes, during which no heartbeat could arrive', () => {
    const watch = workerWatch(15, 30);
    for (let now = 0; now <= 40; now += 10) watch.passed(now);
    expect(watch.trusts(50)).toBe(true);
    expect(watch.trusts(60)).toBe(false);
    for (let now = 60; now < 90; now += 10) {
      expect(watch.trusts(now)).toBe(false);
      watch.passed(now);
    }
    expect(watch.trusts(90)).toBe(true);
  });
});
