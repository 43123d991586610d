import type { Database } from './database.ts';
import { notifySql } from './notices.ts';
import { notFound, requireId } from './row-id.ts';
import type { WorkerRepository } from './storage.ts';

export function workerRepository(database: Database): WorkerRepository {
  const { prisma } = database;
  return {
    async register(worker) {
      return prisma.$transaction(async (transaction) => {
        const { id } = await transaction.worker.create({ data: worker, select: { id: true } });
        await transaction.$executeRawUnsafe(`select ${notifySql('worker', { workerId: '$1::text' })}`, id);
        return id;
      });
    },
    heartbeat: (id) => updateWorker(database, id, HEARTBEAT),
    stop: (id) => updateWorker(database, id, STOP),
    async list(since) {
      const workers = await prisma.worker.findMany({
        where: { heartbeatAt: { gte: since } },
        orderBy: [{ heartbeatAt: 'desc' }, { id: 'desc' }],
      });
      const running = await prisma.job.findMany({
        where: { state: 'running', workerId: { in: workers.map((worker) => worker.id) } },
        orderBy: { startedAt: 'asc' },
        select: { id: true, workerId: true },
      });
      return workers.map((worker) => ({
        ...worker,
        runningJobIds: running.filter((job) => job.workerId === worker.id).map((job) => job.id),
      }));
    },
  };
}

/** The database's clock, so that all workers are judged by the same one. */
const HEARTBEAT = 'update workers set heartbeat_at = now() where id = $1 returning id';
const STOP = `
  update workers set stopped_at = coalesce(stopped_at, now()) where id = $1
  returning id, ${notifySql('worker', { workerId: 'id' })}`;

async function updateWorker(database: Database, id: string, sql: string): Promise<void> {
  requireId('worker', id);
  if ((await database.query(sql, [id])).length === 0) throw notFound('worker', id);
}
