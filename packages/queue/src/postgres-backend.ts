import { databaseTarget } from '@yoto/connections';
import {
  createPostgresBackend,
  type PgPool,
  type PostgresQueueBackend,
  runMigrations,
  withBackend,
} from 'bullmq';
import pg from 'pg';
import { type MessageData, queueName } from './bull-message.ts';
import type { QueueBackend } from './queue-backend.ts';
import { withinDeadline } from './queue-error.ts';

/** Small, because every process has them: one connection stays with LISTEN. */
const QUEUE_CONNECTIONS = 2;
const CONSUMER_CONNECTIONS = 3;
const CONNECT_TIMEOUT_MS = 4_000;
/** No statement of BullMQ takes long; a network that silently drops packets ends here. */
const STATEMENT_TIMEOUT_MS = 15_000;

/** Tables of BullMQ's own in a schema of their own, made when they are missing. @throws AppError as for Redis */
export async function openPostgresBackend(
  databaseUrl: string,
  onError: (error: Error) => void,
): Promise<QueueBackend> {
  const target = await databaseTarget(databaseUrl);
  const where = `PostgreSQL at ${target.address}`;
  // BullMQ's channels and locks belong to the database, and have the queue's name in them.
  const name = queueName(target.schema);
  const connect = (max: number) => {
    const pool = new pg.Pool({
      ...target.queueConfig,
      application_name: 'yoto-queue',
      max,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
    });
    pool.on('error', onError);
    // The pool's listener is off while a connection is in use or being closed; a server that ends it just then must not
    // end the process.
    pool.on('connect', (client) => client.on('error', onError));
    return pool;
  };
  const pool = connect(QUEUE_CONNECTIONS);
  const { Queue, Worker } = withBackend(backendIn(target.queueSchema));
  try {
    await withinDeadline(where, () => migrate(pool, target.queueSchema));
  } catch (error) {
    await pool.end();
    throw error;
  }
  const queue = new Queue<MessageData>(name, { connection: asPgPool(pool) });
  queue.on('error', onError);
  return {
    kind: 'postgres',
    where,
    queue,
    async ping() {
      await pool.query('select 1');
    },
    startWorker(processor, options) {
      const connection = connect(CONSUMER_CONNECTIONS);
      const worker = new Worker<MessageData>(name, processor, {
        ...options,
        connection: asPgPool(connection),
      });
      worker.on('error', onError);
      return { worker, drop: () => connection.end() };
    },
    async close() {
      await queue.close();
      await pool.end();
    },
  };
}

/** BullMQ takes every pool for one of its default schema: it must look for its tables where this one's are. */
function backendIn(schema: string): typeof createPostgresBackend {
  return (...options) => {
    const backend = createPostgresBackend(...options);
    Object.assign((backend as PostgresQueueBackend).connection, { schema });
    return Object.assign(backend, { schema });
  };
}

/** BullMQ takes an advisory lock, so processes that start together do not disturb each other. */
async function migrate(pool: pg.Pool, schema: string): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    client.release();
  }
}

/** BullMQ describes the part of `pg.Pool` that it uses with signatures that pg's own overloads do not match. */
const asPgPool = (pool: pg.Pool) => pool as unknown as PgPool;
