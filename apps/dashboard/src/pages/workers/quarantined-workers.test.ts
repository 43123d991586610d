import type { WorkerDetail } from '@yoto/core';
import { createElement } from 'react';
import { expect, it } from 'vitest';
import { buttonsOf, markup, rowsOf } from '../../testing/render.ts';
import { QuarantinedWorkers } from './quarantined-workers.tsx';

it('says of each worker why it gets no jobs and for how long, and offers to release it', () => {
  const worker = {
    id: 'w',
    name: 'gpu-2',
    host: 'lab',
    quarantinedAt: new Date(Date.now() - 600_000).toISOString(),
    quarantineReason: 'The disk is full',
  } as WorkerDetail;
  const element = createElement(QuarantinedWorkers, { workers: [worker] });
  expect(rowsOf(element)).toEqual(['gpu-2 on lab The disk is full 10 min Release gpu-2']);
  expect(buttonsOf(element)).toEqual(['Release gpu-2']);
});

it('is not there while every worker is trusted', () => {
  expect(markup(createElement(QuarantinedWorkers, { workers: [] }))).toBe('');
});
