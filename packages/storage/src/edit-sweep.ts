/** What people change about a sweep itself, and the place of its jobs in the queue. */
import {
  AppError,
  formatPlural,
  labelText,
  MAX_LABELS,
  type SweepChanges,
  type SweepLabels,
} from '@yoto/core';
import type { Database, Query } from './database.ts';
import { notifySql } from './notices.ts';
import { notFound, requireId } from './row-id.ts';
import { statement } from './statement.ts';

interface Before {
  name: string;
  description: string;
  labels: SweepLabels;
  favourite: boolean;
  archived: boolean;
}

/**
 * Changes what `changes` names, all or nothing, and writes one line into the sweep's history; favourites leave none.
 * The spec gets the new name and description, so that it repeats the sweep as it is called now. A new priority is that
 * of every job that is not completed: those that run go on, and those that are retried have it.
 * @returns sentences that say what changed; none where everything was so already
 * @throws AppError `not_found`, `invalid_input` (too many labels)
 */
export async function editSweep(database: Database, id: string, changes: SweepChanges): Promise<string[]> {
  requireId('sweep', id);
  return database.transaction(async (query) => {
    const [before] = await query<Before>(LOCK, [id]);
    if (!before) throw notFound('sweep', id);
    const labels = changedLabels(before.labels, changes.labels);
    const after = { ...before, ...given(changes), labels };
    const told = differences(before, after);
    if (changes.priority !== undefined) told.push(...(await setPriority(query, id, changes.priority)));
    const { name, description, favourite, archived } = after;
    if (told.length === 0 && favourite === before.favourite) return [];
    await query(WRITE, [id, name, description, JSON.stringify(labels), favourite, archived]);
    if (told.length > 0) await query(TELL, [id, told.join('. ')]);
    await query(NOTIFY, [id]);
    if (favourite !== before.favourite)
      told.push(favourite ? 'Marked as a favourite' : 'No longer a favourite');
    return told;
  });
}

const given = ({ name, description, favourite, archived }: SweepChanges) =>
  Object.fromEntries(
    Object.entries({ name, description, favourite, archived }).filter(([, value]) => value !== undefined),
  );

function changedLabels(before: SweepLabels, changes: SweepChanges['labels'] = {}): SweepLabels {
  const after = Object.entries({ ...before, ...changes }).flatMap(([key, value]) =>
    value === null ? [] : [[key, value] as const],
  );
  if (after.length > MAX_LABELS) {
    throw new AppError(
      'invalid_input',
      `A sweep has at most ${MAX_LABELS} labels, and this one would have ${after.length}: remove some`,
    );
  }
  return Object.fromEntries(after);
}

function differences(before: Before, after: Before): string[] {
  const told: string[] = [];
  if (after.name !== before.name) told.push(`Renamed from "${before.name}" to "${after.name}"`);
  if (after.description !== before.description)
    told.push(after.description === '' ? 'The description was removed' : 'The description was changed');
  const removed = Object.keys(before.labels).filter((key) => !Object.hasOwn(after.labels, key));
  const set = Object.entries(after.labels).filter(([key, value]) => before.labels[key] !== value);
  if (set.length > 0) told.push(`Labelled ${set.map(([key, value]) => labelText(key, value)).join(', ')}`);
  if (removed.length > 0)
    told.push(`Removed the ${removed.length === 1 ? 'label' : 'labels'} ${removed.join(', ')}`);
  if (after.archived !== before.archived) told.push(after.archived ? 'Archived' : 'Taken out of the archive');
  return told;
}

async function setPriority(query: Query, id: string, priority: number): Promise<string[]> {
  const changed = await query<{ ended: boolean }>(SET_PRIORITY, [id, priority]);
  const waiting = changed.filter(({ ended }) => !ended).length;
  return waiting > 0 ? [`Priority ${priority} for ${formatPlural(waiting, 'job')}`] : [];
}

const LOCK = statement(`
  select name, description, labels, favourite, archived_at is not null as archived
  from sweeps where id = $1 for no key update`);

/** The date of archiving stays while it stays archived. */
const WRITE = statement(`
  update sweeps set
    name = $2::text, description = $3::text, labels = $4::jsonb, favourite = $5::boolean,
    archived_at = case when $6::boolean then coalesce(archived_at, now()) end,
    spec = (spec - 'description') || jsonb_build_object('name', $2::text)
      || case when $3::text = '' then '{}' else jsonb_build_object('description', $3::text) end
  where id = $1`);

/** Rows are locked in the order of their ids, as by everyone who changes several. */
const SET_PRIORITY = statement(`
  with chosen as (
    select id from jobs where sweep_id = $1 and state <> 'completed' and priority <> $2::int
    order by id for no key update
  )
  update jobs j set priority = $2::int, spec = jsonb_set(j.spec, '{priority}', to_jsonb($2::int))
  from chosen where j.id = chosen.id
  returning j.state in ('failed', 'cancelled') as ended`);

const TELL = statement(`insert into events (sweep_id, type, message) values ($1, 'edited', $2)`);
const NOTIFY = statement(`select ${notifySql('sweep', { sweepId: '$1::text' })}`);
