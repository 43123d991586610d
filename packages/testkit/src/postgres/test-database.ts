import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { databaseName, openTestServer, type TestServer, withAdmin } from './test-server.ts';

export interface TestDatabase {
  /** A migrated, empty database of its own. */
  url: string;
  drop(): Promise<void>;
}

let server: Promise<TestServer> | undefined;

/**
 * A fresh database (about 50 ms; the first on a machine 2 s more) on a real Postgres server: one embedded server that
 * all test processes share, or the one of YOTO_TEST_DATABASE_URL (its user must be allowed to create databases).
 */
export async function testDatabase(): Promise<TestDatabase> {
  try {
    return await cloneTemplate();
  } catch {
    // The last user of the server may have stopped it just now: start it again, once.
    server = undefined;
    return cloneTemplate();
  }
}

async function cloneTemplate(): Promise<TestDatabase> {
  server ??= openTestServer();
  const home = await server;
  const name = databaseName(randomBytes(4).toString('hex'));
  await withAdmin(home, (admin) =>
    admin.query(`create database ${name} template ${home.template} owner ${pg.escapeIdentifier(home.owner)}`),
  );
  return {
    url: home.urlFor(name),
    async drop() {
      await withAdmin(home, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}
