import type { JobState } from '@yoto/core';
import { createElement } from 'react';
import { expect, it } from 'vitest';
import { markup } from '../testing/render.ts';
import { sweepSummary } from '../testing/sweeps.ts';
import { SweepProgress } from './progress.tsx';

const drawn = (steps: Partial<Record<JobState, { jobs: number; done: number; total: number }>>) =>
  markup(createElement(SweepProgress, { sweep: sweepSummary({ steps }), label: 'Progress' }));

it('the bar of a sweep is as long as the percentage beside it says', () => {
  const html = drawn({
    running: { jobs: 2, done: 20, total: 400 },
    paused: { jobs: 1, done: 5, total: 300 },
    queued: { jobs: 3, done: 0, total: 300 },
  });
  expect(html).toContain('class="segment segment-running" style="width:2%"');
  expect(html).toContain('class="segment segment-paused" style="width:0.5%"');
  expect(html).not.toContain('segment-queued');
  expect(html).toContain('aria-valuetext="2 % of the steps, running"');
  expect(html).toContain('>2 %<');
});

it('what failed is shown apart from what is completed, however far it came', () => {
  const html = drawn({
    completed: { jobs: 20, done: 80, total: 80 },
    failed: { jobs: 5, done: 20, total: 20 },
  });
  expect(html).toContain('class="segment segment-completed" style="width:80%"');
  expect(html).toContain('class="segment segment-failed" style="width:20%"');
  expect(html).toContain(
    'aria-valuetext="80 % of the steps, 20 % in failed or cancelled jobs, partly failed"',
  );
  expect(html).toContain('>80 %<');
});
