import type { JobDetail, JobState } from '@yoto/core';
import { createElement } from 'react';
import { expect, it } from 'vitest';
import { buttonsOf } from '../../testing/render.ts';
import { JobActions } from './job-actions.tsx';

const OFFERED: Record<JobState, string[]> = {
  queued: ['Pause', 'Cancel job'],
  running: ['Pause', 'Cancel job'],
  pausing: ['Resume', 'Cancel job'],
  paused: ['Resume', 'Cancel job'],
  failed: ['Retry'],
  cancelled: ['Retry'],
  completed: [],
};

it.each(Object.entries(OFFERED))('a %s job offers %j', (state, offered) => {
  const job = { id: 'j', sweepId: 's', state, checkpoints: [] as JobDetail['checkpoints'] } as JobDetail;
  expect(buttonsOf(createElement(JobActions, { job }))).toEqual(offered);
});
