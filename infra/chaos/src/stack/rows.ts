/** Questions to the database that are asked again while the script itself keeps it away. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const RETRY_MS = 200;
const GIVE_UP_AFTER_MS = 60_000;

export interface Rows {
  /** Runs one statement; repeats it while there is no connection. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export function openRows(databaseUrl: string): Rows {
  const pool = new pg.Pool({
    application_name: 'yoto-chaos',
    connectionString: databaseUrl,
    max: 3,
    connectionTimeoutMillis: 2_000,
  });
  pool.on('error', () => {});
  return {
    async query<Row extends object>(sql: string, values: readonly unknown[] = []) {
      for (const deadline = Date.now() + GIVE_UP_AFTER_MS; ; ) {
        try {
          return (await pool.query<Row>(sql, [...values])).rows;
        } catch (error) {
          if (isRefusal(error) || Date.now() > deadline) throw error;
          await sleep(RETRY_MS);
        }
      }
    },
    close: () => pool.end(),
  };
}

/** Postgres says no to the statement itself; shutdowns (57), lost connections (08) and deadlocks (40) are passing. */
const isRefusal = (error: unknown) =>
  error instanceof pg.DatabaseError && !/^(08|40|53|55|57)/.test(error.code ?? '');
