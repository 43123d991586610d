// The administrator's connection: creating and dropping databases, and asking a server whose files it serves.
import { AppError } from '@yoto/core';
import pg from 'pg';
import { type Cluster, type Login, readPassword } from './cluster.ts';

const ADMIN_DATABASE = 'postgres';
const INVALID_PASSWORD = '28P01';

/** A connection URL for one database of the cluster: of the superuser (the cluster itself), or of the application. */
export function connectionUrl(login: Login, port: number, database: string): string {
  const userAndPassword = `${encodeURIComponent(login.user)}:${encodeURIComponent(readPassword(login))}`;
  return `postgresql://${userAndPassword}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** The folder that the server on `port` serves. @throws AppError `config_invalid` when it refuses our login. */
export async function readDataDirectory(cluster: Cluster, port: number): Promise<string> {
  return asAdmin(cluster, port, async (client) => {
    const result = await client.query<{ folder: string }>(
      `SELECT current_setting('data_directory') AS folder`,
    );
    return result.rows[0]!.folder;
  });
}

export async function databaseExists(cluster: Cluster, port: number, name: string): Promise<boolean> {
  return asAdmin(cluster, port, async (client) => {
    const result = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    return result.rows.length > 0;
  });
}

/**
 * Creates a database that the application owns, as a copy of `template` when given (which nobody may be connected to).
 * @throws AppError `conflict` when the name is taken or the template in use, `not_found` when there is no template.
 */
export async function createDatabase(
  cluster: Cluster,
  port: number,
  name: string,
  template: string | undefined,
): Promise<void> {
  await asAdmin(cluster, port, async (client) => {
    const copy = template === undefined ? '' : ` TEMPLATE ${client.escapeIdentifier(template)}`;
    try {
      const owner = client.escapeIdentifier(cluster.application.user);
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} OWNER ${owner}${copy}`);
    } catch (error) {
      throw creationFailure(name, template, error);
    }
  });
}

/** Drops a database and ends its connections; one that does not exist is no error. */
export async function dropDatabase(cluster: Cluster, port: number, name: string): Promise<void> {
  await asAdmin(cluster, port, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
  });
}

/** Runs `work` on a connection of the superuser. @throws AppError `config_invalid`, `database_unavailable` */
export async function asAdmin<T>(
  cluster: Cluster,
  port: number,
  work: (client: pg.Client) => Promise<T>,
  database: string = ADMIN_DATABASE,
): Promise<T> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: cluster.user,
    password: readPassword(cluster),
    database,
    ssl: false,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {}); // the server may be stopped meanwhile; the query in progress rejects by itself
  try {
    await client.connect().catch((error) => {
      throw connectFailure(cluster, port, error);
    });
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** A wrong user or password stays wrong, so it is told apart from a server that is starting or has ended. */
function connectFailure(cluster: Cluster, port: number, cause: unknown): AppError {
  if ((cause as { code?: string }).code === INVALID_PASSWORD) {
    return new AppError(
      'config_invalid',
      `The database in ${cluster.dataDir} refuses user ${cluster.user} with the password in ${cluster.passwordFile}: ` +
        'use the user it was first started with, and put the password file back if it was changed',
      { cause },
    );
  }
  const message = (cause as Error).message;
  return new AppError(
    'database_unavailable',
    `The embedded PostgreSQL does not answer on port ${port} (${message}): see ${cluster.logFile} and start it again`,
    { cause },
  );
}

function creationFailure(name: string, template: string | undefined, cause: unknown): AppError {
  const message = (cause as Error).message;
  switch ((cause as { code?: string }).code) {
    case '42P04':
      return new AppError('conflict', `There is already a database ${name}: drop it or choose another name`, {
        cause,
      });
    case '55006':
      return new AppError('conflict', `${message}: close the connections to ${template} first`, { cause });
    case '3D000':
      return new AppError('not_found', `${message}: create it first`, { cause });
    case '53100':
      return new AppError('disk_full', `The disk is full: free some space and retry (${message})`, { cause });
    default:
      return new AppError('database_unavailable', `Database ${name} could not be created: ${message}`, {
        cause,
      });
  }
}
