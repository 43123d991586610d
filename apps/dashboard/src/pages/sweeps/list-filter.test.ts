import { SweepListQuery } from '@yoto/core';
import { expect, it } from 'vitest';
import {
  addressOf,
  filterFromAddress,
  isFiltered,
  type ListFilter,
  listQuery,
  NO_FILTER,
} from './list-filter.ts';

const FILTER: ListFilter = {
  search: 'beta vae',
  task: 'toy',
  state: 'partly-failed',
  labels: ['for=paper', 'mine'],
  favourite: true,
  archived: 'all',
  created: '7d',
  from: undefined,
  to: undefined,
  sort: 'activity',
};

it('an address keeps a filter, and says nothing of a list without one', () => {
  const address = addressOf(FILTER).toString();
  expect(address).toBe(
    'q=beta+vae&task=toy&state=partly-failed&label=for%3Dpaper&label=mine&favourite=yes&archived=all&created=7d&sort=activity',
  );
  expect(filterFromAddress(new URLSearchParams(address))).toEqual(FILTER);
  expect(addressOf(NO_FILTER).toString()).toBe('');
  expect(filterFromAddress(new URLSearchParams())).toEqual(NO_FILTER);
});

it('what an address says wrongly filters nothing', () => {
  const wrong = 'state=done&sort=age&archived=maybe&created=9d&label=&task=&favourite=1';
  expect(filterFromAddress(new URLSearchParams(wrong))).toEqual(NO_FILTER);
});

it('a range of dates has both of its days, here', () => {
  const filter: ListFilter = { ...NO_FILTER, created: 'dates', from: '2026-03-01', to: '2026-03-31' };
  expect(addressOf(filter).toString()).toBe('created=dates&from=2026-03-01&to=2026-03-31');
  expect(filterFromAddress(addressOf(filter))).toEqual(filter);
  expect(listQuery(filter, 0)).toMatchObject({
    createdAfter: new Date(2026, 2, 1).toISOString(),
    createdBefore: new Date(2026, 3, 1).toISOString(),
  });
  expect(SweepListQuery.parse(listQuery({ ...filter, from: undefined }, 0)).createdAfter).toBeUndefined();
  const wrong = 'created=dates&from=yesterday&to=2026-13-01';
  expect(filterFromAddress(new URLSearchParams(wrong))).toEqual({ ...NO_FILTER, created: 'dates' });
  expect(filterFromAddress(new URLSearchParams('from=2026-03-01'))).toEqual(NO_FILTER);
});

it('an order is no filter', () => {
  expect(isFiltered({ ...NO_FILTER, sort: 'name' })).toBe(false);
  expect(isFiltered({ ...NO_FILTER, search: ' ' })).toBe(false);
  expect(isFiltered({ ...NO_FILTER, archived: 'yes' })).toBe(true);
});

it('the server is asked for the same', () => {
  const now = Date.parse('2026-03-08T12:00:00Z');
  expect(SweepListQuery.parse(listQuery(FILTER, now))).toMatchObject({
    search: 'beta vae',
    state: 'partly-failed',
    label: ['for=paper', 'mine'],
    favourite: 'yes',
    createdAfter: '2026-03-01T12:00:00.000Z',
  });
  expect(SweepListQuery.parse(listQuery(NO_FILTER, now))).toEqual(SweepListQuery.parse({}));
});
