import { AppError, type AttemptOutcome } from '@yoto/core';
import type { Database } from './database.ts';
import { OWNED_STATES_SQL } from './job-row.ts';
import { notifySql } from './notices.ts';
import { quarantineIfFaulty, releaseWorker } from './quarantine.ts';
import { notFound, requireId } from './row-id.ts';
import { type Statement, statement } from './statement.ts';
import type { AttemptCounts, RunningJobRow, WorkerOrders, WorkerRepository, WorkerRow } from './storage.ts';

export function workerRepository(database: Database): WorkerRepository {
  const { prisma } = database;
  return {
    async register({ tasks, ...worker }) {
      return prisma.$transaction(async (transaction) => {
        const { id } = await transaction.worker.create({
          data: { ...worker, ...(tasks ? { tasks } : {}) },
          select: { id: true },
        });
        await transaction.$executeRawUnsafe(`select ${notifySql('worker', { workerId: '$1::text' })}`, id);
        return id;
      });
    },
    async heartbeat(id) {
      const { quarantined, drain } = await updateWorker<WorkerOrders>(database, id, HEARTBEAT);
      return { quarantined, drain };
    },
    async stop(id) {
      await updateWorker(database, id, STOP);
    },
    quarantineIfFaulty: (id, faultsInRow) => quarantineIfFaulty(database, id, faultsInRow),
    async release(id) {
      await releaseWorker(database, id);
      return oneWorker(database, id);
    },
    async drain(id, handsOver) {
      requireId('worker', id);
      await database.query(DRAIN, [id, handsOver]);
      const worker = await oneWorker(database, id);
      if (worker.drainingAt !== null) return worker;
      throw new AppError('conflict', `Worker ${worker.name} was stopped: it gets no jobs anyway`);
    },
    async undrain(id) {
      requireId('worker', id);
      await database.query(UNDRAIN, [id]);
      return oneWorker(database, id);
    },
    async list(seenWithinMs) {
      return withWork(database, await database.query<PlainWorker>(SEEN, [seenWithinMs]));
    },
  };
}

type PlainWorker = Omit<WorkerRow, 'runningJobs' | 'lastDay'>;

const WORKER_COLUMNS = `
  id, name, host, pid, engine, device, engine_class as "engineClass", memory_bytes::float8 as "memoryBytes", tasks, labels,
  version, concurrency, started_at as "startedAt",
  heartbeat_at as "heartbeatAt", stopped_at as "stoppedAt", quarantined_at as "quarantinedAt",
  quarantine_reason as "quarantineReason", draining_at as "drainingAt", hands_over as "handsOver",
  (1000 * extract(epoch from now() - heartbeat_at))::float8 as "silentForMs"`;
const ONE = statement(`select ${WORKER_COLUMNS} from workers where id = $1`);
const SEEN = statement(`
  select ${WORKER_COLUMNS} from workers
  where heartbeat_at >= now() - $1 * interval '1 millisecond'
  order by heartbeat_at desc, id desc`);

async function oneWorker(database: Database, id: string): Promise<WorkerRow> {
  const [worker] = await database.query<PlainWorker>(ONE, [id]);
  if (!worker) throw notFound('worker', id);
  return (await withWork(database, [worker]))[0]!;
}

async function withWork(database: Database, workers: readonly PlainWorker[]): Promise<WorkerRow[]> {
  const ids = workers.map(({ id }) => id);
  const [running, ended] = await Promise.all([
    database.query<RunningJobRow & { workerId: string }>(RUNNING, [ids]),
    database.query<AttemptCounts & { workerId: string }>(LAST_DAY, [ids, JOBS_DOING, WORKERS_DOING]),
  ]);
  return workers.map((worker) => {
    const counts = ended.find(({ workerId }) => workerId === worker.id);
    return {
      ...worker,
      runningJobs: running.flatMap(({ workerId, ...job }) => (workerId === worker.id ? [job] : [])),
      lastDay: { ended: counts?.ended ?? 0, failed: counts?.failed ?? 0, faults: counts?.faults ?? 0 },
    };
  });
}

const RUNNING = statement(`
  select j.worker_id as "workerId", j.id, j.sweep_id as "sweepId", s.name as "sweepName", j.spec ->> 'group' as "group",
    j.step, j.steps,
    (nullif(greatest(j.step - coalesce(a.resumed_from_step, 0), 0), 0)
      / nullif(extract(epoch from now() - a.started_at), 0))::float8 as "stepsPerSecond"
  from jobs j
  join sweeps s on s.id = j.sweep_id
  join attempts a on a.job_id = j.id and a.number = j.attempt
  where j.state in (${OWNED_STATES_SQL}) and j.worker_id = any($1::uuid[])
  order by a.started_at, j.id`);

const JOBS_DOING: readonly AttemptOutcome[] = ['failed', 'diverged', 'out_of_memory', 'data_error'];
const WORKERS_DOING: readonly AttemptOutcome[] = ['crashed', 'worker_error', 'stalled'];
const LAST_DAY = statement(`
  select worker_id as "workerId", count(*)::int as ended,
    (count(*) filter (where outcome = any($2::attempt_outcome[])))::int as failed,
    (count(*) filter (where outcome = any($3::attempt_outcome[])))::int as faults
  from attempts
  where worker_id = any($1::uuid[]) and finished_at > now() - interval '24 hours'
  group by worker_id`);

/** The database's clock, so that all workers are judged by the same one. */
const HEARTBEAT = statement(`
  update workers set heartbeat_at = now() where id = $1
  returning quarantined_at is not null as quarantined,
    case when draining_at is not null then case when hands_over then 'hand-over' else 'finish' end end as drain`);
const DRAIN = statement(`
  update workers set draining_at = coalesce(draining_at, now()), hands_over = $2
  where id = $1 and stopped_at is null
  returning ${notifySql('worker', { workerId: 'id' })}`);
const UNDRAIN = statement(`
  update workers set draining_at = null, hands_over = false where id = $1 and draining_at is not null
  returning ${notifySql('worker', { workerId: 'id' })}`);
const STOP = statement(`
  update workers set stopped_at = coalesce(stopped_at, now()) where id = $1
  returning id, ${notifySql('worker', { workerId: 'id' })}`);

async function updateWorker<Row extends object>(
  database: Database,
  id: string,
  sql: Statement,
): Promise<Row> {
  requireId('worker', id);
  const [row] = await database.query<Row>(sql, [id]);
  if (!row) throw notFound('worker', id);
  return row;
}
