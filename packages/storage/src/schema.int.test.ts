/** `?schema=` in DATABASE_URL: installations that share a database and see nothing of each other. */
import type { LiveNotice } from '@yoto/core';
import { submitJob, type TestDatabase, testDatabase } from '@yoto/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { applyMigrations } from './migrate.ts';
import { openStorage } from './open-storage.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('tables, migrations and notices of two schemas and of public are kept apart', async () => {
  const urls = [`${database.url}?schema=sweeps`, `${database.url}?schema=Other`, database.url];
  expect(await applyMigrations(urls[0]!)).not.toEqual([]);
  expect(await applyMigrations(urls[0]!)).toEqual([]);
  expect(await applyMigrations(urls[1]!)).not.toEqual([]);
  const storages = await Promise.all(urls.map((databaseUrl) => openStorage({ databaseUrl })));
  const heard: LiveNotice[][] = storages.map(() => []);
  for (const [index, storage] of storages.entries()) {
    await storage.listen((notice) => void heard[index]!.push(notice));
  }
  const jobs = [];
  // Through Prisma and through hand-written SQL: both must arrive in the same schema.
  for (const storage of storages) jobs.push(await submitJob(storage));
  for (const [index, storage] of storages.entries()) {
    const { rows } = await storage.sweeps.list({ limit: 10 });
    expect(rows.map(({ id }) => id)).toEqual([jobs[index]!.sweepId]);
    expect(await storage.jobs.get(jobs[index]!.id)).toMatchObject({ id: jobs[index]!.id });
    await vi.waitFor(() => expect(heard[index]).not.toHaveLength(0), { timeout: 20_000 });
    const others = jobs.filter((_, other) => other !== index).map(({ sweepId }) => sweepId);
    for (const id of others) expect(JSON.stringify(heard[index])).not.toContain(id);
  }
  await Promise.all(storages.map((storage) => storage.close()));
  const tables =
    await ask(`select table_schema as schema, count(*)::int as tables from information_schema.tables
    where table_schema in ('public', 'sweeps', 'Other') group by 1`);
  expect(new Set(tables.map((row) => (row as { tables: number }).tables)).size).toBe(1);
  expect(tables).toHaveLength(3);
});

test('a schema without tables says that the migrations are missing', async () => {
  await expect(openStorage({ databaseUrl: `${database.url}?schema=not_yet` })).rejects.toMatchObject({
    code: 'database_unavailable',
    message: expect.stringContaining('apply the migrations'),
  });
});

test('a schema called like the user, which PostgreSQL prefers, is not used without a word', async () => {
  const { username } = new URL(database.url);
  await ask(`create schema "${username}"`);
  await expect(applyMigrations(database.url)).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining(`?schema=${username}`),
  });
  await ask(`drop schema "${username}"`);
});
