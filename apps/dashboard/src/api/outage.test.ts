import { AppError } from '@yoto/core';
import { expect, it } from 'vitest';
import { adviceFor, isOutage } from './outage.ts';

it.each(['server_unreachable', 'database_unavailable', 'queue_unavailable'] as const)(
  'waits out %s and says what to run',
  (code) => {
    const error = new AppError(code, 'nobody answers: start it');
    expect(isOutage(error)).toBe(true);
    expect(adviceFor(error).command).toMatch(/^npx yoto (up|doctor)$/);
    expect(adviceFor(error).message).toContain('. This page continues by itself');
  },
);

it('passes on what the server says about everything else', () => {
  const error = new AppError('conflict', 'the job is completed');
  expect(isOutage(error)).toBe(false);
  expect(adviceFor(error)).toEqual({ title: 'That is no longer possible', message: 'the job is completed' });
  expect(adviceFor(new TypeError('x')).message).toBe('x');
});
