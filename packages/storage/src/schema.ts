/** The schema that DATABASE_URL names (`?schema=`, else `public`), and whether connections really arrive in it. */
import type { DatabaseTarget } from '@yoto/connections';
import { AppError } from '@yoto/core';
import pg from 'pg';
import type { Query } from './database.ts';
import { statement } from './statement.ts';

const CURRENT_SCHEMA = statement('SELECT current_schema() AS current');

/** Makes the schema where it is missing: only then is the right to do so needed. */
export async function createSchema(
  { schema }: DatabaseTarget,
  query: (sql: string, values: readonly unknown[]) => Promise<object[]>,
): Promise<void> {
  const found = await query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (found.length === 0) await query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)}`, []);
}

/**
 * Tables must not silently go elsewhere: poolers may drop the setting that chooses the schema, and PostgreSQL prefers a
 * schema that is called like the user.
 * @throws AppError `config_invalid`
 */
export async function assertSchema({ schema, address }: DatabaseTarget, query: Query): Promise<void> {
  const [row] = await query<{ current: string | null }>(CURRENT_SCHEMA, []);
  const current = row?.current ?? null;
  // None: it does not exist yet, which means that the migrations are missing.
  if (current === schema || current === null) return;
  throw new AppError(
    'config_invalid',
    `Connections to the database ${address} arrive in its schema ${current}, not in ${schema}: write ` +
      `?schema=${current} in DATABASE_URL, or connect without a pooler that drops the "options" of connections`,
  );
}
