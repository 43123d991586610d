/** Jobs for tests of pages. */
import type { AttemptDetail, JobDetail } from '@yoto/core';

export const MOMENT = '2026-03-01T12:00:00Z';

export const attempt = (number: number, over: Partial<AttemptDetail> = {}): AttemptDetail => ({
  number,
  workerId: null,
  engine: 'wasm',
  engineVersion: '4.22.0',
  device: 'one core',
  resumedFromStep: null,
  outcome: null,
  errorCode: null,
  errorMessage: null,
  timings: null,
  data: null,
  startedAt: MOMENT,
  finishedAt: null,
  ...over,
});

export const checkpoint = (step: number, score: number | null): JobDetail['checkpoints'][number] => ({
  step,
  score,
  sha256: 'a'.repeat(64),
  bytes: 2048,
  attempt: 1,
  createdAt: MOMENT,
});
