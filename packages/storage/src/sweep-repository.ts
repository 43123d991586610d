import { type EventType, formatPlural, type SweepPlan, type SweepSpec, sharedLabels } from '@yoto/core';
import type { Database } from './database.ts';
import { editSweep } from './edit-sweep.ts';
import type { Prisma, Sweep } from './generated/prisma/client.ts';
import { insertJobs } from './insert-jobs.ts';
import { sweepPage } from './list-sweeps.ts';
import { notifySql } from './notices.ts';
import { notFound, requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { PageRequest, PlannedJobRow, SweepFilter, SweepRepository } from './storage.ts';
import { cancelSweep, deleteSweep, pauseSweep, resumeSweep, retrySweep } from './sweep-changes.ts';
import { withProgress } from './sweep-progress.ts';

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
    list: (page, filter = {}) => listSweeps(database, page, filter),
    edit: (id, changes) => editSweep(database, id, changes),
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

async function listSweeps(database: Database, page: PageRequest, filter: SweepFilter) {
  const { ids, nextCursor, total } = await sweepPage(database, page, filter);
  const sweeps = await database.prisma.sweep.findMany({ where: { id: { in: ids } } });
  const place = new Map(ids.map((id, index) => [id, index]));
  sweeps.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  return { rows: await withProgress(database, sweeps), nextCursor, total };
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
      data: {
        name: spec.name,
        description: spec.description ?? '',
        taskId: spec.task.id,
        datasetId: spec.dataset.id,
        spec: stored(spec),
        labels: sharedLabels(spec),
      },
    });
    const jobs = await insertJobs(transaction, sweep.id, plan.jobs);
    const message = `Submitted with ${formatPlural(plan.jobs.length, 'job')}`;
    await transaction.event.create({
      data: { sweepId: sweep.id, type: 'submitted' satisfies EventType, message },
    });
    await transaction.$executeRawUnsafe(`select ${notifySql('sweep', { sweepId: '$1::text' })}`, sweep.id);
    return { sweep, jobs };
  });
}
