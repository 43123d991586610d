import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { ownPostgres } from './own-server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'yoto-own-postgres-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a crash refuses connections and loses nothing that was committed', async () => {
  const server = await ownPostgres(folder);
  try {
    await ask(server.url, 'create table kept as select 7 as value');
    await server.crash();
    await expect(ask(server.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    await server.start();
    expect(await ask(server.url, 'select value from kept')).toEqual([{ value: 7 }]);
  } finally {
    await server.stop();
  }
});
