import { OWNED_STATES } from '@yoto/core';
import type { Database } from './database.ts';
import { notifySql } from './notices.ts';
import { quarantineIfFaulty, releaseWorker } from './quarantine.ts';
import { notFound, requireId } from './row-id.ts';
import { type Statement, statement } from './statement.ts';
import type { WorkerRepository, WorkerRow } from './storage.ts';

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
      const { quarantined } = await updateWorker<{ quarantined: boolean }>(database, id, HEARTBEAT);
      return { quarantined };
    },
    async stop(id) {
      await updateWorker(database, id, STOP);
    },
    quarantineIfFaulty: (id, faultsInRow) => quarantineIfFaulty(database, id, faultsInRow),
    async release(id) {
      await releaseWorker(database, id);
      const [worker] = await database.query<PlainWorker>(ONE, [id]);
      if (!worker) throw notFound('worker', id);
      return (await withRunningJobs(database, [worker]))[0]!;
    },
    async list(seenWithinMs) {
      return withRunningJobs(database, await database.query<PlainWorker>(SEEN, [seenWithinMs]));
    },
  };
}

type PlainWorker = Omit<WorkerRow, 'runningJobIds'>;

const WORKER_COLUMNS = `
  id, name, host, pid, engine, device, engine_class as "engineClass", memory_bytes::float8 as "memoryBytes", tasks, labels,
  version, concurrency, started_at as "startedAt",
  heartbeat_at as "heartbeatAt", stopped_at as "stoppedAt", quarantined_at as "quarantinedAt",
  quarantine_reason as "quarantineReason",
  (1000 * extract(epoch from now() - heartbeat_at))::float8 as "silentForMs"`;
const ONE = statement(`select ${WORKER_COLUMNS} from workers where id = $1`);
const SEEN = statement(`
  select ${WORKER_COLUMNS} from workers
  where heartbeat_at >= now() - $1 * interval '1 millisecond'
  order by heartbeat_at desc, id desc`);

async function withRunningJobs({ prisma }: Database, workers: readonly PlainWorker[]): Promise<WorkerRow[]> {
  const running = await prisma.job.findMany({
    where: { state: { in: [...OWNED_STATES] }, workerId: { in: workers.map((worker) => worker.id) } },
    orderBy: { startedAt: 'asc' },
    select: { id: true, workerId: true },
  });
  return workers.map((worker) => ({
    ...worker,
    runningJobIds: running.filter((job) => job.workerId === worker.id).map((job) => job.id),
  }));
}

/** The database's clock, so that all workers are judged by the same one. */
const HEARTBEAT = statement(`
  update workers set heartbeat_at = now() where id = $1 returning quarantined_at is not null as quarantined`);
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
