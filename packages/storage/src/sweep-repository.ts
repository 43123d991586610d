import { type EventType, JobState, SHORTEST_ID_PREFIX, type SweepPlan, type SweepSpec } from '@yoto/core';
import type { Database } from './database.ts';
import type { Prisma, Sweep } from './generated/prisma/client.ts';
import { insertJobs } from './insert-jobs.ts';
import { notifySql } from './notices.ts';
import { pageOf, parseCursor } from './page-cursor.ts';
import { idsBeginningWith, notFound, requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { Page, PageRequest, PlannedJobRow, SweepRepository, SweepRow } from './storage.ts';
import { cancelSweep, deleteSweep, pauseSweep, resumeSweep, retrySweep } from './sweep-changes.ts';

/** After so many new rows at once the planner's picture of the table is wrong until autovacuum comes by, which takes a minute. */
const MANY_JOBS = 1000;

export function sweepRepository(database: Database): SweepRepository {
  const { prisma } = database;
  return {
    async create(spec, plan) {
      const { sweep, jobs } = await createSweep(database, spec, plan);
      if (jobs.length >= MANY_JOBS) await prisma.$executeRawUnsafe('analyze jobs');
      return { sweep: (await withProgress(database, [sweep]))[0]!, jobs };
    },
    async get(id) {
      requireId('sweep', id);
      const sweep = await prisma.sweep.findUnique({ where: { id } });
      if (!sweep) throw notFound('sweep', id);
      return (await withProgress(database, [sweep]))[0]!;
    },
    list: (page, filter) => listSweeps(database, page, filter?.reference),
    cancel: (id) => cancelSweep(database, id),
    pause: (id) => pauseSweep(database, id),
    resume: (id) => resumeSweep(database, id),
    retry: (id, options) => retrySweep(database, id, options),
    delete: (id) => deleteSweep(database, id),
    async stateKey(id) {
      requireId('sweep', id);
      const [row] = await database.query<{ key: string | null }>(STATE_KEY, [id]);
      // A sweep has at least one job.
      if (row?.key == null) throw notFound('sweep', id);
      return row.key;
    },
  };
}

async function listSweeps(
  database: Database,
  page: PageRequest,
  reference: string | undefined,
): Promise<Page<SweepRow>> {
  const [before] = page.cursor === undefined ? [] : parseCursor(page.cursor, /^([0-9a-f-]{36})$/);
  if (before !== undefined) requireId('sweep', before);
  const wanted = reference === undefined ? {} : await meantBy(database, reference);
  const sweeps = await database.prisma.sweep.findMany({
    where: { AND: [wanted, before === undefined ? {} : { id: { lt: before } }] },
    orderBy: { id: 'desc' },
    take: page.limit + 1,
  });
  return pageOf(await withProgress(database, sweeps), page, (sweep) => sweep.id);
}

/** A name before the beginning of an id, for a name may look like one. */
async function meantBy({ prisma }: Database, reference: string): Promise<Prisma.SweepWhereInput> {
  const named = { name: { in: [...new Set([reference, reference.normalize('NFC')])] } };
  if (await prisma.sweep.findFirst({ where: named, select: { id: true } })) return named;
  const ids = reference.length < SHORTEST_ID_PREFIX ? undefined : idsBeginningWith(reference);
  return ids ? { id: ids } : { id: { in: [] } };
}

/** The last evaluated step is the last entry of an index: no point itself is read. */
const STATE_KEY = statement(`
  select md5(string_agg(concat_ws(' ', j.index, j.state, j.attempt, e.step), ',' order by j.index)) as key
  from jobs j
  left join lateral (select max(step) as step from evaluation_points where job_id = j.id) as e on true
  where j.sweep_id = $1`);

const stored = (value: object) => value as unknown as Prisma.InputJsonObject;

async function createSweep(
  { prisma }: Database,
  spec: SweepSpec,
  plan: SweepPlan,
): Promise<{ sweep: Sweep; jobs: PlannedJobRow[] }> {
  return prisma.$transaction(async (transaction) => {
    const sweep = await transaction.sweep.create({
      data: { name: spec.name, taskId: spec.task.id, datasetId: spec.dataset.id, spec: stored(spec) },
    });
    const jobs = await insertJobs(transaction, sweep.id, plan.jobs);
    const message = `Submitted with ${plan.jobs.length} jobs`;
    await transaction.event.create({
      data: { sweepId: sweep.id, type: 'submitted' satisfies EventType, message },
    });
    await transaction.$executeRawUnsafe(`select ${notifySql('sweep', { sweepId: '$1::text' })}`, sweep.id);
    return { sweep, jobs };
  });
}

/** Sums are float8 because a large sweep has more steps than an int4 holds. */
const PROGRESS = statement(`
  select sweep_id as "sweepId", state, count(*)::int as jobs,
    sum(steps)::float8 as "totalSteps", sum(least(step, steps))::float8 as "doneSteps"
  from jobs where sweep_id = any($1::uuid[]) group by sweep_id, state`);

interface Progress {
  sweepId: string;
  state: JobState;
  jobs: number;
  totalSteps: number;
  doneSteps: number;
}

const QUEUED = statement(`
  select j.sweep_id as "sweepId", r.content as requirement, count(*)::int as jobs
  from jobs j join requirements r on r.key = j.requirement_key
  where j.sweep_id = any($1::uuid[]) and j.state = 'queued'
  group by j.sweep_id, r.key order by r.key`);

/** Adds the job counts of all sweeps of a list with one query each. */
async function withProgress(database: Database, sweeps: readonly Sweep[]): Promise<SweepRow[]> {
  const ids = [sweeps.map((sweep) => sweep.id)];
  const [progress, queued] = await Promise.all([
    database.query<Progress>(PROGRESS, ids),
    database.query<SweepRow['queued'][number] & { sweepId: string }>(QUEUED, ids),
  ]);
  return sweeps.map(({ servedAt: _servedAt, ...sweep }) => {
    const own = progress.filter((one) => one.sweepId === sweep.id);
    const count = (state: JobState) => own.find((one) => one.state === state)?.jobs ?? 0;
    return {
      ...sweep,
      spec: sweep.spec as unknown as SweepSpec,
      jobCounts: Object.fromEntries(
        JobState.options.map((state) => [state, count(state)]),
      ) as SweepRow['jobCounts'],
      totalSteps: own.reduce((sum, one) => sum + one.totalSteps, 0),
      doneSteps: own.reduce((sum, one) => sum + one.doneSteps, 0),
      queued: queued
        .filter((one) => one.sweepId === sweep.id)
        .map(({ requirement, jobs }) => ({ requirement, jobs })),
    };
  });
}
