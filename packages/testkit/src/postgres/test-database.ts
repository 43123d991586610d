import { randomBytes } from 'node:crypto';
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
  const { template, urlFor } = await server;
  const owner = await server;
  const name = databaseName(randomBytes(4).toString('hex'));
  await withAdmin(owner, (admin) => admin.query(`create database ${name} template ${template}`));
  return {
    url: urlFor(name),
    async drop() {
      await withAdmin(owner, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}
