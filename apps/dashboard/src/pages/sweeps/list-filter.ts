/** What the list of sweeps shows, as its address says it, and what the server is asked for it. */
import {
  ARCHIVED_CHOICES,
  type RouteRequest,
  type Routes,
  SWEEP_SORTS,
  type SweepSort,
  SweepState,
} from '@yoto/core';

const CREATED_WITHIN = { '1d': 1, '7d': 7, '30d': 30, '365d': 365 } as const;
type CreatedWithin = keyof typeof CREATED_WITHIN;
/** `dates`: on the days from `from` to `to`, of which either may be open. */
const CREATED_CHOICES = [...(Object.keys(CREATED_WITHIN) as CreatedWithin[]), 'dates'] as const;
type CreatedChoice = (typeof CREATED_CHOICES)[number];

export interface ListFilter {
  search: string;
  task: string | undefined;
  state: SweepState | undefined;
  /** All of them, as `key=value` or `key`. */
  labels: readonly string[];
  favourite: boolean;
  archived: (typeof ARCHIVED_CHOICES)[number];
  created: CreatedChoice | undefined;
  /** Days of the reader's calendar, e.g. `2026-03-01`; both belong to the range. */
  from: string | undefined;
  to: string | undefined;
  sort: SweepSort;
}

export const NO_FILTER: ListFilter = {
  search: '',
  task: undefined,
  state: undefined,
  labels: [],
  favourite: false,
  archived: 'no',
  created: undefined,
  from: undefined,
  to: undefined,
  sort: 'newest',
};

/** What an address asks for; what it says wrongly filters nothing. */
export function filterFromAddress(params: URLSearchParams): ListFilter {
  const created = CREATED_CHOICES.find((key) => key === params.get('created'));
  const day = (name: string) => (created === 'dates' ? dayIn(params.get(name)) : undefined);
  return {
    search: params.get('q') ?? '',
    task: params.get('task') || undefined,
    state: SweepState.options.find((state) => state === params.get('state')),
    labels: [...new Set(params.getAll('label').filter((label) => label !== ''))],
    favourite: params.get('favourite') === 'yes',
    archived: ARCHIVED_CHOICES.find((choice) => choice === params.get('archived')) ?? 'no',
    created,
    from: day('from'),
    to: day('to'),
    sort: SWEEP_SORTS.find((sort) => sort === params.get('sort')) ?? 'newest',
  };
}

const dayIn = (text: string | null): string | undefined =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;

/** Only what differs from a list without filters. */
export function addressOf(filter: ListFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.search.trim() !== '') params.set('q', filter.search.trim());
  if (filter.task !== undefined) params.set('task', filter.task);
  if (filter.state !== undefined) params.set('state', filter.state);
  for (const label of filter.labels) params.append('label', label);
  if (filter.favourite) params.set('favourite', 'yes');
  if (filter.archived !== 'no') params.set('archived', filter.archived);
  if (filter.created !== undefined) params.set('created', filter.created);
  if (filter.created === 'dates' && filter.from !== undefined) params.set('from', filter.from);
  if (filter.created === 'dates' && filter.to !== undefined) params.set('to', filter.to);
  if (filter.sort !== 'newest') params.set('sort', filter.sort);
  return params;
}

/** Whether anything is left out that a list without filters would show; an order leaves nothing out. */
export const isFiltered = (filter: ListFilter): boolean => addressOf({ ...filter, sort: 'newest' }).size > 0;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The query of `GET /sweeps` for it, at a time in milliseconds. */
export function listQuery(
  filter: ListFilter,
  now: number,
): NonNullable<RouteRequest<Routes['listSweeps']>['query']> {
  const { search, task, state, labels, favourite, archived, sort } = filter;
  return {
    search: search.trim() || undefined,
    task,
    state,
    label: labels.length > 0 ? [...labels] : undefined,
    favourite: favourite ? 'yes' : undefined,
    archived,
    ...createdQuery(filter, now),
    sort,
  };
}

function createdQuery({ created, from, to }: ListFilter, now: number) {
  if (created === undefined) return {};
  if (created !== 'dates')
    return { createdAfter: new Date(now - CREATED_WITHIN[created] * DAY_MS).toISOString() };
  return {
    createdAfter: from && startOfDay(from).toISOString(),
    createdBefore: to && startOfDay(to, 1).toISOString(),
  };
}

/** Midnight here, at the beginning of that day or of one some days later. */
function startOfDay(day: string, later = 0): Date {
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + later);
  return start;
}
