import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@yoto/embedded-postgres';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyMigrations, applyMigrationsFrom } from './migrate.ts';
import { checksumOf, MIGRATIONS_DIR, readMigrationFiles } from './migration-files.ts';

let scratch: string;
let server: EmbeddedPostgres;
let url: string;
let databases = 0;

beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'yoto-migrate-'));
  server = await startEmbeddedPostgres({
    dir: path.join(scratch, 'db'),
    database: 'postgres',
    settings: { fsync: 'off' },
  });
}, 60_000);
afterAll(async () => {
  await server?.stop();
  rmSync(scratch, { recursive: true, force: true });
}, 60_000);
beforeEach(async () => {
  databases += 1;
  await server.createDatabase(`empty_${databases}`);
  url = server.urlFor(`empty_${databases}`);
});

async function query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** A folder with this build's migrations and the ones given, which sort after them. */
function migrationsWith(extra: Record<string, string>): string {
  const dir = mkdtempSync(path.join(scratch, 'migrations-'));
  cpSync(MIGRATIONS_DIR, dir, { recursive: true });
  for (const [name, sql] of Object.entries(extra)) {
    mkdirSync(path.join(dir, name));
    writeFileSync(path.join(dir, name, 'migration.sql'), sql);
  }
  return dir;
}

const ours = readMigrationFiles(MIGRATIONS_DIR).map((file) => file.name);

test('an empty database gets every migration once, with the records Prisma would write', async () => {
  expect(await applyMigrations(url)).toEqual(ours);
  expect(await applyMigrations(url)).toEqual([]);
  const records = await query(
    `SELECT migration_name, checksum, logs, rolled_back_at, applied_steps_count, finished_at >= started_at AS finished
       FROM _prisma_migrations ORDER BY started_at`,
  );
  expect(records).toEqual(
    readMigrationFiles(MIGRATIONS_DIR).map((file) => ({
      migration_name: file.name,
      checksum: checksumOf(file.sql),
      logs: null,
      rolled_back_at: null,
      applied_steps_count: 1,
      finished: true,
    })),
  );
  expect(await query('SELECT count(*)::int FROM sweeps')).toEqual([{ count: 0 }]);
});

test('starters at the same instant apply each migration once', async () => {
  const results = await Promise.all([1, 2, 3].map(() => applyMigrations(url)));
  expect(results.flat()).toEqual(ours);
  expect(await query('SELECT migration_name FROM _prisma_migrations')).toHaveLength(ours.length);
});

test('a database newer than this build is refused and left alone', async () => {
  const newer = migrationsWith({ '99990101000000_later': 'CREATE TABLE later (id int)' });
  expect(await applyMigrationsFrom(newer, url)).toEqual([...ours, '99990101000000_later']);
  await expect(applyMigrations(url)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/newer than this build.*99990101000000_later/s),
  });
});

test('a migration that fails leaves nothing, is named, and can be tried again once it is mended', async () => {
  const broken = migrationsWith({
    '99990101000000_broken': `CREATE TABLE half (id int);
      CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
      SELECT * FROM no_such_table`,
  });
  await expect(applyMigrationsFrom(broken, url)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/99990101000000_broken.*no_such_table/s),
  });
  expect(await query(`SELECT to_regclass('half') AS half`)).toEqual([{ half: null }]);
  expect(await applyMigrations(url)).toEqual([]); // the ones before it were kept
  writeFileSync(path.join(broken, '99990101000000_broken/migration.sql'), 'CREATE TABLE half (id int)');
  expect(await applyMigrationsFrom(broken, url)).toEqual(['99990101000000_broken']);
});

test('a migration that the Prisma CLI recorded as failed must be repaired first; a rolled back one is applied', async () => {
  await applyMigrations(url);
  await query('UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1', [ours.at(-1)]);
  await expect(applyMigrations(url)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/failed earlier.*migrate resolve/s),
  });

  const again = migrationsWith({ '99990101000000_again': 'CREATE TABLE again (id int)' });
  await query('UPDATE _prisma_migrations SET finished_at = now()');
  await query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, rolled_back_at)
     VALUES ('1', 'any', '99990101000000_again', now())`,
  );
  expect(await applyMigrationsFrom(again, url)).toEqual(['99990101000000_again']);
});

test('an edited migration is refused; other line ends are no edit', async () => {
  const dir = migrationsWith({ '99990101000000_extra': 'CREATE TABLE extra (\n  id int\n)' });
  const file = path.join(dir, '99990101000000_extra/migration.sql');
  await applyMigrationsFrom(dir, url);
  writeFileSync(file, 'CREATE TABLE extra (\r\n  id int\r\n)');
  expect(await applyMigrationsFrom(dir, url)).toEqual([]);
  writeFileSync(file, 'CREATE TABLE extra (\n  id bigint\n)');
  await expect(applyMigrationsFrom(dir, url)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/99990101000000_extra was edited/),
  });
});

test('a user who may not create tables is told so', async () => {
  const admin = new pg.Client({ connectionString: server.adminUrlFor('postgres') });
  await admin.connect();
  await admin.query(`CREATE ROLE visitor LOGIN PASSWORD 'visitor'`);
  await admin.end();
  const visitorUrl = new URL(url);
  visitorUrl.username = 'visitor';
  visitorUrl.password = 'visitor';
  await expect(applyMigrations(visitorUrl.href)).rejects.toMatchObject({
    code: 'database_unavailable',
    message: expect.stringMatching(/permission denied.*right to create tables/s),
  });
});

test('a database that cannot be reached is named without its password', async () => {
  const unreachable = 'postgresql://yoto:secret@127.0.0.1:1/app';
  const error = await applyMigrations(unreachable).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({
    code: 'database_unavailable',
    message: expect.stringContaining('127.0.0.1:1/app'),
  });
  expect((error as Error).message).not.toContain('secret');
  await expect(applyMigrations(server.urlFor('absent'))).rejects.toMatchObject({
    code: 'database_unavailable',
  });
  await expect(applyMigrations('not a url')).rejects.toMatchObject({ code: 'config_invalid' });
  await expect(applyMigrationsFrom(path.join(scratch, 'nowhere'), url)).rejects.toMatchObject({
    code: 'data_missing',
  });
});

test('a database that the superuser migrated is the application’s after the next start', async () => {
  const name = new URL(url).pathname.slice(1);
  const asSuperuser = server.adminUrlFor(name);
  await applyMigrations(asSuperuser);
  const adopted = await startEmbeddedPostgres({ dir: path.join(scratch, 'db'), database: name });
  expect(adopted.adopted).toBe(true);
  const later = migrationsWith({
    '99990101000000_later': `ALTER TABLE sweeps ADD COLUMN later int; ALTER TYPE job_state ADD VALUE 'later'`,
  });
  expect(await applyMigrationsFrom(later, adopted.url)).toEqual(['99990101000000_later']);
});
