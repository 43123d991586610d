/** The one Postgres server behind all test databases, and the migrated template they are copied from. */
import { startEmbeddedPostgres } from '@yoto/embedded-postgres';
import { applyMigrations } from '@yoto/storage';
import pg from 'pg';
import { migrationsHash, testServerFolder } from './repository-paths.ts';
import { isAlive, joinServerUsers, leaveServerUsers } from './server-users.ts';

/** Any number that nothing else in the server locks: one process at a time makes the template. */
const TEMPLATE_LOCK = 7_205_759;

export interface TestServer {
  /** Of the administrative database, as one who may create databases. */
  url: string;
  /** Who owns the test databases, and connects to them: the product needs no more rights than that. */
  owner: string;
  template: string;
  urlFor(database: string): string;
}

const startOptions = () => ({
  dir: testServerFolder(),
  database: 'postgres',
  // Test data may be lost: no waiting for the disk.
  settings: {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
    shared_buffers: '128MB',
  },
});

/** Starts or adopts the server (or takes YOTO_TEST_DATABASE_URL), and makes the template where it is missing. */
export async function openTestServer(): Promise<TestServer> {
  const external = process.env.YOTO_TEST_DATABASE_URL;
  if (external) {
    const server = {
      url: external,
      owner: decodeURIComponent(new URL(external).username),
      template: templateName('external'),
      urlFor: (database: string) => withDatabase(external, database),
    };
    await withAdmin(server, (admin) => makeTemplate(admin, server));
    return server;
  }
  joinServerUsers();
  const embedded = await startEmbeddedPostgres(startOptions());
  const server = {
    url: embedded.adminUrlFor('postgres'),
    owner: embedded.user,
    template: templateName(embedded.user),
    urlFor: embedded.urlFor,
  };
  await withAdmin(server, async (admin) => {
    await dropAbandoned(admin);
    await makeTemplate(admin, server);
  });
  return server;
}

/** Made anew whenever the migrations or its owner change. */
const templateName = (owner: string) => `yoto_template_${migrationsHash()}_${owner}`;

/** Runs `work` on a connection to the administrative database. */
export async function withAdmin<T>(server: TestServer, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** Stops the shared server unless it was never used or another process uses it. */
export async function stopTestServer(): Promise<void> {
  if (process.env.YOTO_TEST_DATABASE_URL || !leaveServerUsers().last) return;
  const server = await startEmbeddedPostgres(startOptions());
  await server.stop();
}

async function makeTemplate(admin: pg.Client, server: TestServer): Promise<void> {
  await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const made = await admin.query('select 1 from pg_database where datname = $1', [server.template]);
    if (made.rowCount) return;
    const building = `${server.template}_building`;
    await admin.query(`drop database if exists ${building} with (force)`);
    await admin.query(`create database ${building} owner ${pg.escapeIdentifier(server.owner)}`);
    await applyMigrations(server.urlFor(building));
    await admin.query(`alter database ${building} rename to ${server.template}`);
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

/** The process id in its name tells who made a database; a killed test run leaves some behind. */
export const databaseName = (suffix: string) => `yoto_test_${process.pid}_${suffix}`;

async function dropAbandoned(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^yoto_test_\\d+_'`,
  );
  for (const { datname } of rows) {
    const pid = Number(datname.split('_')[2]);
    // Another process may be dropping the same one.
    if (!isAlive(pid)) await admin.query(`drop database if exists ${datname} with (force)`).catch(() => {});
  }
}

function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}
