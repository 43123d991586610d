/** What the application may do on its server, and that folders of the time before it had a role lose nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBinaries } from './binaries.ts';
import { clusterIn, ensureCluster } from './cluster.ts';
import { connectionUrl } from './connection.ts';
import { chooseIdentity, giveTo } from './identity.ts';
import { startServer, stopServer } from './server.ts';
import { startEmbeddedPostgres } from './start.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'yoto-role-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const OLD_CONTENTS = `
  CREATE TYPE mood AS ENUM ('calm', 'wild');
  CREATE DOMAIN share AS float CHECK (value BETWEEN 0 AND 1);
  CREATE TABLE "Parts" (id bigserial PRIMARY KEY, name text UNIQUE, mood mood DEFAULT 'calm', share share);
  CREATE SEQUENCE loose;
  CREATE VIEW calm AS SELECT * FROM "Parts" WHERE mood = 'calm';
  INSERT INTO "Parts" (name) SELECT 'part ' || i FROM generate_series(1, 1000) i;
  CREATE SCHEMA bullmq;
  CREATE TABLE bullmq.jobs (id int PRIMARY KEY);
  CREATE FUNCTION bullmq.add(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b'`;

const FOREIGN = `
  SELECT relname AS name FROM pg_class WHERE relowner <> current_user::regrole
    AND relnamespace IN ('public'::regnamespace, 'bullmq'::regnamespace)
  UNION ALL SELECT proname FROM pg_proc WHERE proowner <> current_user::regrole AND pronamespace = 'bullmq'::regnamespace
  UNION ALL SELECT typname FROM pg_type WHERE typowner <> current_user::regrole
    AND typnamespace IN ('public'::regnamespace, 'bullmq'::regnamespace)
  UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner <> current_user::regrole AND nspname = 'bullmq'
  UNION ALL SELECT datname FROM pg_database WHERE datdba <> current_user::regrole AND datname = current_database()`;

test('a folder in which the application was the superuser is taken over with everything in it', async () => {
  const cluster = clusterIn(dir, 'yoto');
  const { initdb, postgres } = await findBinaries();
  const identity = chooseIdentity();
  giveTo(identity, dir);
  await ensureCluster(cluster, initdb, identity);
  const old = await startServer(cluster, postgres, identity, 56_300, { fsync: 'off' });
  await query(connectionUrl(cluster, old.port, 'postgres'), 'CREATE DATABASE yoto');
  await query(connectionUrl(cluster, old.port, 'yoto'), OLD_CONTENTS);
  await stopServer(cluster, old.pid);

  const server = await startEmbeddedPostgres({ dir, database: 'yoto', settings: { fsync: 'off' } });
  try {
    expect(await query(server.url, 'SELECT count(*)::int, max(mood::text) AS mood FROM "Parts"')).toEqual([
      { count: 1000, mood: 'calm' },
    ]);
    expect(await query(server.url, FOREIGN)).toEqual([]);
    // What migrations and the queue do needs an owner.
    await query(
      server.url,
      `ALTER TYPE mood ADD VALUE 'odd'; ALTER TABLE "Parts" ADD COLUMN more int; CREATE TABLE another (id int);
       INSERT INTO "Parts" (name) VALUES ('one more'); DROP SCHEMA bullmq CASCADE; CREATE SCHEMA bullmq`,
    );
  } finally {
    await server.stop();
  }
  // Started once more, there is nothing left to give, and the password still fits.
  const again = await startEmbeddedPostgres({ dir, database: 'yoto', settings: { fsync: 'off' } });
  expect(await query(again.url, 'SELECT count(*)::int FROM "Parts"')).toEqual([{ count: 1001 }]);
  await again.stop();
});

test('the application is no superuser: it reads no files, runs no programs and makes no roles', async () => {
  const server = await startEmbeddedPostgres({ dir, database: 'yoto', settings: { fsync: 'off' } });
  try {
    for (const sql of [
      `COPY (SELECT 1) TO PROGRAM 'true'`,
      `SELECT pg_read_file('/etc/passwd')`,
      'CREATE ROLE intruder SUPERUSER',
      'CREATE DATABASE another',
      `ALTER SYSTEM SET log_statement = 'all'`,
    ]) {
      await expect(query(server.url, sql)).rejects.toThrow(/permission denied/);
    }
    await query(
      server.url,
      'CREATE SCHEMA own; CREATE TABLE own.things (id int); CREATE TABLE things (id int)',
    );
    await server.createDatabase('second', { template: 'yoto' });
    await query(server.urlFor('second'), 'INSERT INTO own.things VALUES (1)');
  } finally {
    await server.stop();
  }
});
