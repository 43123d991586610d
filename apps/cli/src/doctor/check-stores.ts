/** The database and the queue: used once as `yoto up` would, so that what fails there fails here. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { redisTarget, tryDatabase, tryRedis } from '@yoto/connections';
import { toAppError } from '@yoto/core';
import { startEmbeddedPostgres } from '@yoto/embedded-postgres';
import type { Finding } from './finding.ts';

export async function checkDatabase(databaseUrl: string | undefined): Promise<Finding[]> {
  if (databaseUrl === undefined) return checkEmbeddedDatabase();
  try {
    const place = await tryDatabase(databaseUrl);
    return [{ name: 'database', status: 'ok', detail: `PostgreSQL answers at ${place}` }];
  } catch (thrown) {
    const fix = 'start PostgreSQL there or correct DATABASE_URL; without it, yoto up brings its own';
    return [{ name: 'database', status: 'error', detail: toAppError(thrown).message, fix }];
  }
}

/** Starts one in a temporary folder: the only way to know that it works here. */
async function checkEmbeddedDatabase(): Promise<Finding[]> {
  const dir = await mkdtemp(path.join(tmpdir(), 'yoto-doctor-'));
  try {
    const database = await startEmbeddedPostgres({ dir, database: 'yoto' });
    await database.stop();
    return [{ name: 'database', status: 'ok', detail: 'the embedded PostgreSQL works here' }];
  } catch (thrown) {
    const fix = 'set DATABASE_URL to an existing PostgreSQL';
    return [{ name: 'database', status: 'error', detail: toAppError(thrown).message, fix }];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export async function checkRedis(redisUrl: string | undefined): Promise<Finding[]> {
  if (redisUrl === undefined) {
    return [{ name: 'queue', status: 'ok', detail: 'in the database (REDIS_URL is not set)' }];
  }
  try {
    await tryRedis(redisUrl);
    return [{ name: 'queue', status: 'ok', detail: `Redis answers at ${redisTarget(redisUrl).address}` }];
  } catch (thrown) {
    const fix = 'start Redis there or correct REDIS_URL; without it, the queue lives in the database';
    return [{ name: 'queue', status: 'error', detail: toAppError(thrown).message, fix }];
  }
}
