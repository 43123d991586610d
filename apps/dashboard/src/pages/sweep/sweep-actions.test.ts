import type { SweepDetail } from '@yoto/core';
import { createElement } from 'react';
import { expect, it } from 'vitest';
import { buttonsOf } from '../../testing/render.ts';
import { sweepSummary } from '../../testing/sweeps.ts';
import { SweepActions } from './sweep-actions.tsx';

const none = { queued: 0, running: 0, pausing: 0, paused: 0, completed: 0, failed: 0, cancelled: 0 };

it.each([
  [{ running: 1, queued: 2 }, ['Pause', 'Cancel sweep']],
  [{ running: 1, paused: 2 }, ['Pause', 'Resume', 'Cancel sweep']],
  [{ pausing: 1 }, ['Resume', 'Cancel sweep']],
  [{ paused: 3, failed: 1 }, ['Resume', 'Retry 1 failed', 'Cancel sweep']],
  [{ completed: 3 }, ['Delete']],
  [{ completed: 3, failed: 2 }, ['Retry 2 failed', 'Delete']],
  [{ cancelled: 4 }, ['Retry 4 cancelled', 'Delete']],
  [{ failed: 2, cancelled: 4 }, ['Retry 2 failed…', 'Delete']],
] as const)('a sweep with %j offers %j', (counts, offered) => {
  const sweep = { ...sweepSummary(), jobCounts: { ...none, ...counts } } as SweepDetail;
  // The star says nothing, and the menu is closed.
  expect(buttonsOf(createElement(SweepActions, { sweep }))).toEqual([...offered, '', '⋯ More actions']);
});
