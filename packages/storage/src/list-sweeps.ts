/**
 * Which sweeps a list shows, and in which order, decided by one statement. A cursor is the id of the last row shown,
 * with what it was sorted by where that is not its id: pages stay right while sweeps are added.
 */
import { SHORTEST_ID_PREFIX, type SweepSort } from '@yoto/core';
import type { Database } from './database.ts';
import { OWNED_STATES_SQL } from './job-row.ts';
import { parseCursor } from './page-cursor.ts';
import { idsBeginningWith, requireId } from './row-id.ts';
import { type Statement, statement } from './statement.ts';
import type { PageRequest, SweepFilter } from './storage.ts';

export interface SweepPage {
  /** In order. */
  ids: string[];
  nextCursor: string | null;
  /** How many sweeps fit the filter, on all pages. */
  total: number;
}

/** @throws AppError `invalid_input` (a cursor that no page of a list sorted like this gave) */
export async function sweepPage(
  database: Database,
  page: PageRequest,
  filter: SweepFilter,
): Promise<SweepPage> {
  const { sort = 'newest', search = '' } = filter;
  const [lastId, lastKey] = page.cursor === undefined ? [null, null] : cursorParts(page.cursor, sort);
  const meant = filter.reference === undefined ? {} : await meantBy(database, filter.reference);
  if (!meant) return { ids: [], nextCursor: null, total: 0 };
  const words = search.split(/\s+/).filter((word) => word !== '');
  const labels = filter.labels ?? [];
  const valued = labels.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value] as const]));
  const [row] = await database.query<{ total: number; rows: { id: string; key: string }[] }>(PAGES[sort], [
    words,
    search.length >= SHORTEST_ID_PREFIX ? search : null,
    filter.tasks ?? null,
    filter.states ?? null,
    JSON.stringify(Object.fromEntries(valued)),
    labels.map(({ key }) => key),
    filter.favourite ?? null,
    filter.archived ?? null,
    filter.createdAfter ?? null,
    filter.createdBefore ?? null,
    meant.names ?? null,
    meant.ids?.gte ?? null,
    meant.ids?.lte ?? null,
    lastId,
    lastKey,
    page.limit + 1,
  ]);
  const { total, rows } = row!;
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const nextCursor = last && rows.length > page.limit ? cursorAfter(last, sort) : null;
  return { ids: shown.map(({ id }) => id), nextCursor, total };
}

interface Meant {
  names?: string[];
  ids?: { gte: string; lte: string };
}

/** A name before the beginning of an id, for a name may look like one. Undefined: it can mean none. */
async function meantBy({ prisma }: Database, reference: string): Promise<Meant | undefined> {
  const names = [...new Set([reference, reference.normalize('NFC')])];
  if (await prisma.sweep.findFirst({ where: { name: { in: names } }, select: { id: true } }))
    return { names };
  const ids = reference.length < SHORTEST_ID_PREFIX ? undefined : idsBeginningWith(reference);
  return ids && { ids };
}

const KEY_PATTERNS: Record<SweepSort, RegExp> = {
  newest: /^([0-9a-f-]{36})$/,
  name: /^([0-9a-f-]{36})\.([A-Za-z0-9_-]*)$/,
  activity: /^([0-9a-f-]{36})\.(\d{1,15})$/,
};

function cursorParts(cursor: string, sort: SweepSort): [id: string, key: string | null] {
  const [id = '', key] = parseCursor(cursor, KEY_PATTERNS[sort]);
  requireId('sweep', id);
  if (sort === 'newest' || key === undefined) return [id, null];
  return [id, sort === 'name' ? Buffer.from(key, 'base64url').toString() : key];
}

function cursorAfter({ id, key }: { id: string; key: string }, sort: SweepSort): string {
  if (sort === 'newest') return id;
  return `${id}.${sort === 'name' ? Buffer.from(key).toString('base64url') : key}`;
}

/** Whether the sweep `s` has a job in that state: one look into an index. */
const has = (state: string) =>
  `exists (select 1 from jobs j where j.state = '${state}' and j.sweep_id = s.id)`;

/** `sweepState` of core, for all sweeps of a filter at once. */
const STATE = `
  case
    when ${has('running')} then 'running'
    when ${has('queued')} then
      case when ${has('completed')} or ${has('failed')} or ${has('pausing')} then 'running' else 'queued' end
    when ${has('pausing')} then 'pausing'
    when ${has('paused')} then 'paused'
    when ${has('failed')} then case when ${has('completed')} then 'partly-failed' else 'failed' end
    when ${has('cancelled')} then 'cancelled'
    else 'completed'
  end`;

/** When something last happened in the sweep of the alias: its newest event, or a sign of life of a running job. */
export const lastActivitySql = (sweep: string): string => `
  greatest(
    ${sweep}.created_at,
    (select e.created_at from events e where e.sweep_id = ${sweep}.id order by e.id desc limit 1),
    (select max(j.heartbeat_at) from jobs j where j.sweep_id = ${sweep}.id and j.state in (${OWNED_STATES_SQL}))
  )`;

/** `search`: words are compared within name and description, so that no character of theirs means anything. */
const pageStatement = (key: string, after: string, order: string): Statement =>
  statement(`
  with fitting as (
    select s.id, ${key} as key
    from sweeps s
    where (
        not exists (
          select 1 from unnest($1::text[]) as word
          where position(lower(word) in lower(s.name || e'\\n' || s.description)) = 0)
        or starts_with(s.id::text, lower($2::text)))
      and ($3::text[] is null or s.task_id = any($3::text[]))
      and ($4::text[] is null or (${STATE}) = any($4::text[]))
      and s.labels @> $5::jsonb
      and s.labels ?& $6::text[]
      and ($7::boolean is null or s.favourite = $7::boolean)
      and ($8::boolean is null or (s.archived_at is not null) = $8::boolean)
      and ($9::timestamptz is null or s.created_at >= $9::timestamptz)
      and ($10::timestamptz is null or s.created_at < $10::timestamptz)
      and ($11::text[] is null or s.name = any($11::text[]))
      and ($12::uuid is null or s.id between $12::uuid and $13::uuid)
  ), page as (
    select id, key from fitting where $14::uuid is null or ${after} order by ${order} limit $16::int
  )
  select (select count(*)::int from fitting) as total,
    coalesce((select json_agg(json_build_object('id', id, 'key', key::text) order by ${order}) from page), '[]') as rows`);

const PAGES: Record<SweepSort, Statement> = {
  newest: pageStatement('null', 'id < $14::uuid and $15::text is null', 'id desc'),
  name: pageStatement(
    'lower(s.name)',
    'key > $15::text or (key = $15::text and id < $14::uuid)',
    'key, id desc',
  ),
  activity: pageStatement(
    `floor(extract(epoch from ${lastActivitySql('s')}) * 1000)::bigint`,
    '(key, id) < ($15::bigint, $14::uuid)',
    'key desc, id desc',
  ),
};
