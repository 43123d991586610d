/** Faults of the database, the queue and the network to them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Stack } from '../stack/stack.ts';
import type { Inject } from './inject-fault.ts';
import { holding, pickWorker, untilFound } from './victims.ts';

/** Servers that are away now: a server is restarted once at a time. */
const away = new WeakSet<object>();

export const restartPostgres: Inject = async (stack, { holdMs }) => {
  const { postgres } = stack;
  await untilFound(stack, () => (away.has(postgres) ? undefined : postgres));
  return () =>
    whileAway(postgres, async () => {
      await postgres.crash();
      await sleep(holdMs);
      await postgres.start();
    });
};

export const restartRedis: Inject = async (stack, { holdMs }) => {
  const { redis } = stack;
  if (!redis) throw new Error('this queue has no Redis');
  await untilFound(stack, () => (away.has(redis) ? undefined : redis));
  return () =>
    whileAway(redis, async () => {
      await redis.stop();
      await sleep(holdMs);
      await redis.start();
    });
};

async function whileAway(server: object, work: () => Promise<void>): Promise<void> {
  away.add(server);
  try {
    await work();
  } finally {
    away.delete(server);
  }
}

/** Every message is gone, those that are being handled included. */
export const emptyQueue: Inject = async (stack) => {
  if (!stack.redis) return emptyPostgresQueue(stack);
  const { redis } = stack;
  await untilFound(stack, () => (away.has(redis) ? undefined : redis));
  const connection = new Redis(redis.url, { maxRetriesPerRequest: 20 });
  connection.on('error', () => {});
  await connection.flushall().finally(() => connection.disconnect());
};

/** BullMQ's own record of its schema stays, as it would when an operator deletes the messages. */
async function emptyPostgresQueue({ rows }: Stack): Promise<void> {
  const tables = await rows.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname = 'bullmq' and tablename not in ('migration', 'meta')`,
  );
  await rows.query(`truncate ${tables.map(({ name }) => name).join(', ')}`);
}

/** Connections break and new ones are refused. */
export const cutNetwork: Inject = async (stack, { draw, holdMs }) => {
  const worker = await pickWorker(stack, draw);
  return () =>
    holding(worker, async () => {
      await Promise.all(worker.network.map((proxy) => proxy.cut()));
      await sleep(holdMs);
      await Promise.all(worker.network.map((proxy) => proxy.mend()));
    });
};

/** Connections stay open, but nothing arrives any more. */
export const freezeNetwork: Inject = async (stack, { draw, holdMs }) => {
  const worker = await pickWorker(stack, draw);
  return () =>
    holding(worker, async () => {
      for (const proxy of worker.network) proxy.freeze();
      await sleep(holdMs);
      await Promise.all(worker.network.map((proxy) => proxy.mend()));
    });
};
