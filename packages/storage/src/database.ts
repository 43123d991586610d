/** The one pool of connections, shared by Prisma (ordinary rows) and by hand-written SQL (bulk and fenced writes). */
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { type DatabaseTarget, hasSqlState } from '@yoto/connections';
import pg from 'pg';
import { PrismaClient } from './generated/prisma/client.ts';
import type { Statement } from './statement.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** Longer than any statement of this package needs; a network that silently drops packets ends here. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** Writing the 5,000 jobs of the largest sweep takes a second or two on a busy machine. */
const TRANSACTION_TIMEOUT_MS = 60_000;

/**
 * A process that is stopped (or cut off) within a transaction must not keep its locks: the server ends such a session.
 */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 3_000;

const DEADLOCK_DETECTED = '40P01';
const SERIALIZATION_FAILURE = '40001';
const MOST_TRIES = 5;

/** Runs one statement and returns its rows. */
export type Query = <Row extends object>(sql: Statement, values: readonly unknown[]) => Promise<Row[]>;

export interface Database {
  prisma: PrismaClient;
  /**
   * A statement is its own transaction, so it is simply run again when Postgres chose it as the victim of a deadlock.
   */
  query: Query;
  /**
   * Several statements on one connection, all or nothing; `work` runs again after a deadlock, and must not wait for
   * anything but its statements. With `alone`, no other transaction of that number runs in
   * this schema at the same time.
   */
  transaction<T>(work: (query: Query) => Promise<T>, options?: { alone?: number }): Promise<T>;
  close(): Promise<void>;
}

export function openDatabase({ config, schema }: DatabaseTarget, maxConnections: number): Database {
  const pool = new pg.Pool({
    ...config,
    application_name: 'yoto',
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  // An idle connection that breaks must not end the process; the next statement opens another one.
  pool.on('error', () => {});
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { schema }),
    errorFormat: 'minimal',
    transactionOptions: { maxWait: CONNECT_TIMEOUT_MS, timeout: TRANSACTION_TIMEOUT_MS },
  });
  return {
    prisma,
    query: (sql, values) => again(async () => (await pool.query(sql, [...values])).rows),
    transaction: (work, { alone } = {}) => again(() => inTransaction(pool, work, alone)),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

async function again<T>(attemptOnce: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce();
    } catch (error) {
      const lostRace = hasSqlState(error, DEADLOCK_DETECTED) || hasSqlState(error, SERIALIZATION_FAILURE);
      if (!lostRace || attempt === MOST_TRIES) throw error;
      await sleep(10 * attempt * Math.random());
    }
  }
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (query: Query) => Promise<T>,
  alone: number | undefined,
): Promise<T> {
  const client = await pool.connect();
  // The server may end the session between two statements: the next statement tells.
  client.on('error', ignore);
  let committed = false;
  try {
    const lock =
      alone === undefined ? '' : `; select pg_advisory_xact_lock(${alone}, hashtext(current_schema()))`;
    const limit = `set local idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_TIMEOUT_MS}`;
    await client.query(`begin; ${limit}${lock}`);
    const result = await work(async (sql, values) => (await client.query(sql, [...values])).rows);
    await client.query('commit');
    committed = true;
    return result;
  } finally {
    client.off('error', ignore);
    // A connection of which one cannot know what it still does is closed, which rolls back.
    client.release(!committed);
  }
}

const ignore = () => {};
