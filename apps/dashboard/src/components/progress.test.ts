import { createElement } from 'react';
import { expect, it } from 'vitest';
import { markup } from '../testing/render.ts';
import { SweepProgress } from './progress.tsx';

const counts = { queued: 0, running: 0, pausing: 0, paused: 0, completed: 0, failed: 0, cancelled: 0 };

it('the bar of a sweep is as long as the percentage beside it says, whatever its jobs are at', () => {
  const sweep = { jobCounts: { ...counts, running: 2, queued: 3 }, doneSteps: 25, totalSteps: 1000 };
  const html = markup(createElement(SweepProgress, { sweep, label: 'Progress' }));
  expect(html).toContain('class="bar bar-sweep bar-running"');
  expect(html).toContain('style="width:2.5%"');
  expect(html).toContain('aria-valuetext="2 % of the steps, running"');
  expect(html).toContain('>2 %<');
});

it('a sweep that ended with failures does not look complete', () => {
  const sweep = { jobCounts: { ...counts, completed: 1, failed: 1 }, doneSteps: 60, totalSteps: 100 };
  const html = markup(createElement(SweepProgress, { sweep, label: 'Progress' }));
  expect(html).toMatch(/bar-failed.*width:60%/);
});
