import { createPostgresBackend, type PgPool, runMigrations, withBackend } from 'bullmq';
import pg from 'pg';
import { type MessageData, QUEUE_NAME } from './bull-message.ts';
import type { QueueBackend } from './queue-backend.ts';
import { checkUrl, shownAddress, withinDeadline } from './queue-error.ts';

const BULLMQ_SCHEMA = 'bullmq';
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
  checkUrl(databaseUrl, ['postgres:', 'postgresql:'], 'postgresql://user:password@localhost:5432/name');
  const where = `PostgreSQL at ${shownAddress(databaseUrl)}`;
  const connect = (max: number) => {
    const pool = new pg.Pool({
      application_name: 'yoto-queue',
      connectionString: databaseUrl,
      options: `-c search_path=${BULLMQ_SCHEMA}`,
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
  const { Queue, Worker } = withBackend(createPostgresBackend);
  try {
    await withinDeadline(where, () => migrate(pool));
  } catch (error) {
    await pool.end();
    throw error;
  }
  const queue = new Queue<MessageData>(QUEUE_NAME, { connection: asPgPool(pool) });
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
      const worker = new Worker<MessageData>(QUEUE_NAME, processor, {
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

/** BullMQ takes an advisory lock, so processes that start together do not disturb each other. */
async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
}

/** BullMQ describes the part of `pg.Pool` that it uses with signatures that pg's own overloads do not match. */
const asPgPool = (pool: pg.Pool) => pool as unknown as PgPool;
