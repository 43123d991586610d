import { AppError } from '@yoto/core';
import { expect, it } from 'vitest';
import { hiddenOutage } from './outage.ts';
import { keys } from './query-keys.ts';

const away = new AppError('database_unavailable', 'The database does not answer');
const query = (queryKey: readonly unknown[], data: unknown, fetchFailureReason: unknown = null) => ({
  queryKey,
  state: { data, fetchFailureReason: fetchFailureReason as Error | null },
});

it('is told of when a page shows older answers', () => {
  expect(hiddenOutage([query(keys.tasks, {}), query(keys.workers, { items: [] }, away)])).toBe(away);
});

it('is told of when only the readiness of the server says so, even from the start', () => {
  expect(hiddenOutage([query(keys.tasks, {}), query(keys.readiness, undefined, away)])).toBe(away);
});

it('is left to the page that misses its first answer', () => {
  expect(hiddenOutage([query(keys.workers, undefined, away)])).toBeNull();
});

it('is not any other failure', () => {
  const conflict = new AppError('conflict', 'the job is completed');
  expect(hiddenOutage([query(keys.workers, {}, conflict), query(keys.tasks, {})])).toBeNull();
});
