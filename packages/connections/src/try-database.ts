/** Whether `yoto up` could use a database: what it needs is asked for, and nothing is changed. */
import { AppError } from '@yoto/core';
import pg from 'pg';
import { databaseError } from './database-error.ts';
import { databaseTarget } from './database-target.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Connects once, as the API will, and disconnects again. Returns where the database is, for people.
 * @throws AppError `config_invalid` (not a PostgreSQL URL), `database_unavailable` (unreachable, refused, no such
 * database, TLS impossible, no right to create tables)
 */
export async function tryDatabase(databaseUrl: string): Promise<string> {
  const target = await databaseTarget(databaseUrl);
  const client = new pg.Client({
    ...target.config,
    application_name: 'yoto-doctor',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => {}); // the statement in progress rejects by itself
  try {
    await client.connect();
    const { rows } = await client.query<{ allowed: boolean }>(MAY_CREATE, [target.schema]);
    if (rows[0]?.allowed !== true) throw mayNotCreate(target);
  } catch (error) {
    throw databaseError(error, target);
  } finally {
    await client.end().catch(() => {});
  }
  return target.address;
}

/** In a schema that is there, or the schema itself. */
const MAY_CREATE = `
  select coalesce(
    (select has_schema_privilege(oid, 'CREATE') from pg_namespace where nspname = $1),
    has_database_privilege(current_database(), 'CREATE')
  ) as allowed`;

function mayNotCreate({ address, schema }: { address: string; schema: string }): AppError {
  return new AppError(
    'database_unavailable',
    `The database ${address} does not let this user create tables in the schema ${schema}: give the user in ` +
      'DATABASE_URL that right, best by making it the owner of the database',
  );
}
