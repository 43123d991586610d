import { monitorEventLoopDelay } from 'node:perf_hooks';
import { AppError } from '@yoto/core';
import type { FrontierInput } from '@yoto/frontier';
import { afterEach, describe, expect, it } from 'vitest';
import { type Analyser, startAnalyser } from './analyser.ts';
import { type SweepAnalyses, sweepAnalyses } from './sweep-analyses.ts';

const lossTerms: FrontierInput['task']['lossTerms'] = [
  { name: 'reconstruction', label: 'Reconstruction', weight: { fixed: 1 } },
  { name: 'kl', label: 'KL', weight: { min: 0.5, max: 512, scale: 'log' } },
];
/** A sweep of which nothing is measured yet. */
const input = (sweepId: string): FrontierInput => ({
  sweepId,
  spec: { groups: [] },
  task: { lossTerms, metrics: [], frontierAxes: { x: 'kl', y: 'reconstruction' } },
  jobs: [],
  evaluations: [],
});

let opened: SweepAnalyses;
afterEach(() => opened?.close());

/** The real analyser, with a count of what it was asked. */
function counted() {
  const analyser = startAnalyser();
  const asked: string[] = [];
  const counting: Analyser = {
    analyse: (one) => {
      asked.push(one.sweepId);
      return analyser.analyse(one);
    },
    close: () => analyser.close(),
  };
  opened = sweepAnalyses(counting);
  return asked;
}

describe('sweepAnalyses', () => {
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

type Group = FrontierInput['spec']['groups'][number];

/** A grid of as many fixed models as a sweep may have. */
function largeInput(): FrontierInput {
  const one: FrontierInput = input('large');
  const models = Array.from({ length: 5000 }, (_, i) => ({ kl: 1 + (i % 50), seed: Math.floor(i / 50) }));
  return {
    ...one,
    spec: { groups: [{ kind: 'fixed', name: 'grid', lambdas: [] } as unknown as Group] },
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
      step: 1,
      lambda: { kl },
      losses: { reconstruction: Math.sqrt(kl) + seed / 100, kl: 1 / Math.sqrt(kl) },
      metrics: {},
      examples: 1,
    })),
  };
}

describe('the analyser', () => {
  it('leaves the event loop to others while it analyses the largest sweep', async () => {
    const analyser = startAnalyser();
    const large = largeInput();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    const { series } = await analyser.analyse(large);
    const tookMs = performance.now() - start;
    delay.disable();
    expect(series[0]?.bands).toHaveLength(50);
    expect(series[0]?.seeds).toHaveLength(100);
    expect(delay.max / 1e6).toBeLessThan(tookMs / 2);
    await analyser.close();
  });

  it('ends a thread that takes too long, and starts another', async () => {
    const analyser = startAnalyser(0);
    await expect(analyser.analyse(input('slow'))).rejects.toMatchObject({ code: 'crashed' });
    await expect(analyser.analyse(input('again'))).rejects.toMatchObject({ code: 'crashed' });
    await analyser.close();
  });

  it('tells what is wrong with what it was given, and goes on', async () => {
    const analyser = startAnalyser();
    const wrong = { ...input('wrong'), jobs: null as unknown as [] };
    await expect(analyser.analyse(wrong)).rejects.toMatchObject({ code: 'internal' });
    expect((await analyser.analyse(input('right'))).sweepId).toBe('right');
    await analyser.close();
  });
});
