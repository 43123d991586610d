import { monitorEventLoopDelay } from 'node:perf_hooks';
import { AppError } from '@yoto/core';
import type { ComparisonInput } from '@yoto/frontier';
import { afterEach, describe, expect, it } from 'vitest';
import { type Comparer, startComparer } from './comparer.ts';
import { type SweepComparisons, sweepComparisons } from './sweep-comparisons.ts';

const lossTerms: ComparisonInput['task']['lossTerms'] = [
  { name: 'reconstruction', label: 'Reconstruction', weight: { fixed: 1 } },
  { name: 'kl', label: 'KL', weight: { min: 0.5, max: 512, scale: 'log' } },
];
/** A sweep of which nothing is measured yet. */
const input = (sweepId: string): ComparisonInput => ({
  sweepId,
  spec: { groups: [] },
  task: { lossTerms, metrics: [], frontierAxes: { x: 'kl', y: 'reconstruction' } },
  jobs: [],
  evaluations: [],
});

let opened: SweepComparisons;
afterEach(() => opened?.close());

/** The real comparer, with a count of what it was asked. */
function counted() {
  const comparer = startComparer();
  const asked: string[] = [];
  const counting: Comparer = {
    prepare: () => comparer.prepare(),
    compare: (one) => {
      asked.push(one.sweepId);
      return comparer.compare(one);
    },
    close: () => comparer.close(),
  };
  opened = sweepComparisons(counting);
  return asked;
}

describe('sweepComparisons', () => {
  it('computes each state of a sweep once, for whoever asks and when', async () => {
    const asked = counted();
    const get = (sweep: string, state: string) => opened.get(sweep, state, async () => input(sweep));
    const both = await Promise.all([get('a', '1'), get('a', '1'), get('b', '1')]);
    expect(both.map(({ sweepId }) => sweepId)).toEqual(['a', 'a', 'b']);
    expect(await get('a', '1')).toBe(both[0]);
    expect(asked).toEqual(['a', 'b']);
    await get('a', '2');
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('knows what is ready, of that state alone, and starts nothing for it', async () => {
    const asked = counted();
    expect(opened.ready('a', '1')).toBeUndefined();
    const coming = opened.get('a', '1', async () => input('a'));
    expect(opened.ready('a', '1')).toBeUndefined();
    const comparison = await coming;
    expect(opened.ready('a', '1')).toBe(comparison);
    expect(opened.ready('a', '2')).toBeUndefined();
    expect(asked).toEqual(['a']);
  });

  it('forgets what failed, and what was not asked for the longest', async () => {
    const asked = counted();
    const fails = opened.get('a', '1', () => Promise.reject(new AppError('database_unavailable', 'away')));
    await expect(fails).rejects.toMatchObject({ code: 'database_unavailable' });
    expect((await opened.get('a', '1', async () => input('a'))).complete).toBe(false);
    for (let i = 0; i < 16; i++) await opened.get(`${i}`, '1', async () => input(`${i}`));
    await opened.get('a', '1', async () => input('a'));
    expect(asked.filter((sweep) => sweep === 'a')).toHaveLength(2);
  });

  it('refuses what would wait too long, and takes more when the line is shorter', async () => {
    counted();
    const many = Array.from({ length: 40 }, (_, i) => opened.get(`${i}`, '1', async () => input(`${i}`)));
    const answers = await Promise.allSettled(many);
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(8);
    expect(refused[0]?.reason).toMatchObject({ code: 'rate_limited' });
    expect((await opened.get('39', '1', async () => input('39'))).sweepId).toBe('39');
  });
});

type Group = ComparisonInput['spec']['groups'][number];

/** A grid of as many fixed models as a sweep may have. */
function largeInput(): ComparisonInput {
  const one: ComparisonInput = input('large');
  const models = Array.from({ length: 5000 }, (_, i) => ({ kl: 1 + (i % 50), seed: Math.floor(i / 50) }));
  return {
    ...one,
    spec: {
      groups: [{ kind: 'fixed', name: 'grid', lambdas: [], evaluation: { lambdas: [] } } as unknown as Group],
    },
    jobs: models.map(({ kl, seed }) => ({
      id: `${kl}/${seed}`,
      group: 'grid',
      kind: 'fixed',
      seed,
      state: 'completed',
      lambda: { kl },
      steps: 1,
      deviceSeconds: 1,
    })),
    evaluations: models.map(({ kl, seed }) => ({
      jobId: `${kl}/${seed}`,
      at: { lambda: { kl } },
      losses: { reconstruction: Math.sqrt(kl) + seed / 100, kl: 1 / Math.sqrt(kl) },
      metrics: {},
    })),
  };
}

describe('the comparer', () => {
  it('leaves the event loop to others while it compares the largest sweep', async () => {
    const comparer = startComparer();
    const large = largeInput();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    const { series } = await comparer.compare(large);
    const tookMs = performance.now() - start;
    delay.disable();
    expect(series[0]?.points).toHaveLength(50);
    expect(series[0]?.seeds).toHaveLength(100);
    expect(delay.max / 1e6).toBeLessThan(tookMs / 2);
    await comparer.close();
  });

  it('ends a thread that takes too long, and starts another', async () => {
    const comparer = startComparer(0);
    await expect(comparer.compare(input('slow'))).rejects.toMatchObject({ code: 'crashed' });
    await expect(comparer.compare(input('again'))).rejects.toMatchObject({ code: 'crashed' });
    await comparer.close();
  });

  it('tells what is wrong with what it was given, and goes on', async () => {
    const comparer = startComparer();
    const wrong = { ...input('wrong'), jobs: null as unknown as [] };
    await expect(comparer.compare(wrong)).rejects.toMatchObject({ code: 'internal' });
    expect((await comparer.compare(input('right'))).sweepId).toBe('right');
    await comparer.close();
  });
});
