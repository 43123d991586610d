/**
 * Brings a database up to this build at start-up, with `pg` alone: the Prisma CLI stays out of installations. It
 * keeps Prisma's own records and takes Prisma's own lock, so `prisma migrate status` and `deploy` agree with it.
 */
import { randomUUID } from 'node:crypto';
import { type DatabaseTarget, databaseError, databaseTarget, hasSqlState } from '@yoto/connections';
import { AppError } from '@yoto/core';
import pg from 'pg';
import {
  checksumOf,
  hasChecksum,
  MIGRATIONS_DIR,
  type MigrationFile,
  readMigrationFiles,
} from './migration-files.ts';
import { assertSchema, createSchema } from './schema.ts';

/** Prisma's own, so one for all schemas of a database: they migrate one after the other. */
const PRISMA_MIGRATE_LOCK = 72_707_369;
const CONNECT_TIMEOUT_MS = 10_000;
/** How long to wait for another starter that is applying migrations. */
const LOCK_TIMEOUT_MS = 120_000;
const LOCK_NOT_AVAILABLE = '55P03';

const CREATE_RECORDS = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/** What the database says about one migration that was not rolled back. */
interface MigrationRecord {
  name: string;
  checksum: string;
  finished: boolean;
}

/**
 * Applies the migrations that the database does not have yet and returns their names. Each is one transaction with its
 * record, so a failed or killed start leaves nothing behind and can be repeated. Two starters at once are safe.
 * @throws AppError `config_invalid` (no PostgreSQL URL), `database_unavailable`, `disk_full`, or `conflict`: the
 * database is newer than this build, a migration failed, or one was edited after it was applied.
 */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  return applyMigrationsFrom(MIGRATIONS_DIR, databaseUrl);
}

/** The same for any folder of migrations. */
export async function applyMigrationsFrom(dir: string, databaseUrl: string): Promise<string[]> {
  const target = await databaseTarget(databaseUrl);
  const { address } = target;
  const files = readMigrationFiles(dir);
  const client = new pg.Client({
    ...target.config,
    application_name: 'yoto-migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => {}); // the statement in progress rejects by itself
  try {
    await client.connect();
    await lock(client, address);
    const query = async <Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> =>
      (await client.query<Row>(sql, [...values])).rows;
    await createSchema(target, query);
    await assertSchema(target, query);
    return await applyMissing(client, address, files);
  } catch (error) {
    throw isRefusal(error) ? preparationFailure(target, error) : databaseError(error, target);
  } finally {
    await client.end().catch(() => {}); // ends the lock too
  }
}

async function lock(client: pg.Client, address: string): Promise<void> {
  await client.query(`SET client_min_messages = warning; SET lock_timeout = ${LOCK_TIMEOUT_MS}`);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_MIGRATE_LOCK]);
  } catch (error) {
    if (!hasSqlState(error, LOCK_NOT_AVAILABLE)) throw error;
    throw new AppError(
      'conflict',
      `Another process has been migrating the database ${address} for ${LOCK_TIMEOUT_MS / 1000} s: ` +
        'wait for it or end it, and start again',
      { cause: error },
    );
  }
}

async function applyMissing(client: pg.Client, address: string, files: MigrationFile[]): Promise<string[]> {
  await client.query(CREATE_RECORDS);
  const records = await readRecords(client);
  assertCompatible(records, files, address);
  const missing = files.filter((file) => !records.some((record) => record.name === file.name));
  for (const file of missing) await apply(client, address, file);
  return missing.map((file) => file.name);
}

async function readRecords(client: pg.Client): Promise<MigrationRecord[]> {
  const { rows } = await client.query<MigrationRecord>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

/** Refuses a database whose history is not a beginning of this build's, before anything is changed. */
function assertCompatible(records: MigrationRecord[], files: MigrationFile[], address: string): void {
  for (const record of records) {
    const file = files.find((candidate) => candidate.name === record.name);
    const details = { migration: record.name };
    if (!file) {
      throw new AppError(
        'conflict',
        `The database ${address} is newer than this build: it has migration ${record.name}. ` +
          'Update this build, or use another database',
        { details },
      );
    }
    if (!record.finished) {
      throw new AppError(
        'conflict',
        `Migration ${record.name} failed earlier in the database ${address} and may be half applied: repair the ` +
          'database, then run `prisma migrate resolve` (see infra/prisma-tools)',
        { details },
      );
    }
    if (!hasChecksum(file.sql, record.checksum)) {
      throw new AppError(
        'conflict',
        `Migration ${record.name} was edited after it was applied to the database ${address}: restore the file ` +
          'and put the change into a new migration, or use another database',
        { details },
      );
    }
  }
}

async function apply(client: pg.Client, address: string, file: MigrationFile): Promise<void> {
  await client.query('BEGIN');
  try {
    const startedAt = new Date();
    await client.query(file.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksumOf(file.sql), file.name, startedAt],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}); // the connection may be gone, and with it the transaction
    throw isRefusal(error) ? migrationFailure(file, address, error) : error;
  }
}

/** Whether Postgres refused the SQL itself, and not for want of space, memory or a connection (classes 53, 57, 08). */
function isRefusal(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && !/^(53|57|08)/.test(error.code ?? '');
}

/** Refused before any migration ran: almost always a user who may not create tables. */
function preparationFailure(target: DatabaseTarget, cause: pg.DatabaseError): unknown {
  const known = databaseError(cause, target);
  if (known instanceof AppError) return known;
  return new AppError(
    'database_unavailable',
    `The database ${target.address} cannot be migrated: ${cause.message}. Give the user in DATABASE_URL the right to ` +
      'create tables and types in it',
    { cause },
  );
}

function migrationFailure(file: MigrationFile, address: string, cause: pg.DatabaseError): AppError {
  return new AppError(
    'conflict',
    `Migration ${file.name} cannot be applied to the database ${address}: ${cause.message}. Nothing of it was kept. ` +
      'If another program uses this database, choose an empty one in DATABASE_URL',
    { cause, details: { migration: file.name, sqlState: cause.code } },
  );
}
