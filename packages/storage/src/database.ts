/** The one pool of connections, shared by Prisma (ordinary rows) and by hand-written SQL (bulk and fenced writes). */
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { hasSqlState } from './database-error.ts';
import { PrismaClient } from './generated/prisma/client.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** Longer than any statement of this package needs; a network that silently drops packets ends here. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** Writing the 5,000 jobs of the largest sweep takes a second or two on a busy machine. */
const TRANSACTION_TIMEOUT_MS = 60_000;

const DEADLOCK_DETECTED = '40P01';
const SERIALIZATION_FAILURE = '40001';
const MOST_TRIES = 5;

export interface Database {
  prisma: PrismaClient;
  /**
   * Runs one statement and returns its rows. A statement is its own transaction, so it is simply run again when
   * Postgres chose it as the victim of a deadlock.
   */
  query<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export function openDatabase(databaseUrl: string, maxConnections: number): Database {
  const pool = new pg.Pool({
    application_name: 'yoto',
    connectionString: databaseUrl,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  // An idle connection that breaks must not end the process; the next statement opens another one.
  pool.on('error', () => {});
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    errorFormat: 'minimal',
    transactionOptions: { maxWait: CONNECT_TIMEOUT_MS, timeout: TRANSACTION_TIMEOUT_MS },
  });
  return {
    prisma,
    query: (sql, values) => queryAgain(pool, sql, values),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

async function queryAgain<Row extends object>(
  pool: pg.Pool,
  sql: string,
  values: readonly unknown[],
): Promise<Row[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await pool.query<Row>(sql, [...values])).rows;
    } catch (error) {
      const lostRace = hasSqlState(error, DEADLOCK_DETECTED) || hasSqlState(error, SERIALIZATION_FAILURE);
      if (!lostRace || attempt === MOST_TRIES) throw error;
      await sleep(10 * attempt * Math.random());
    }
  }
}
