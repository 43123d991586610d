/** The database and Redis: whether something answers that speaks their protocol. Passwords are not tried here. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toAppError } from '@yoto/core';
import { startEmbeddedPostgres } from '@yoto/embedded-postgres';
import type { Finding } from './finding.ts';
import { greet } from './greet.ts';

/** "May we speak TLS?", which every PostgreSQL answers with one letter, before any login. */
const POSTGRES_GREETING = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const REDIS_GREETING = Buffer.from('PING\r\n');

export async function checkDatabase(databaseUrl: string | undefined): Promise<Finding[]> {
  if (databaseUrl === undefined) return checkEmbeddedDatabase();
  const fix = 'start PostgreSQL there or correct DATABASE_URL; without it, yoto up brings its own';
  if (!/^postgres(ql)?:\/\//.test(databaseUrl) || !URL.canParse(databaseUrl)) {
    return [
      { name: 'database', status: 'error', detail: 'DATABASE_URL is not a postgresql:// address', fix },
    ];
  }
  const { hostname, port } = new URL(databaseUrl);
  const place = `${hostname || 'localhost'}:${port || 5432}`;
  try {
    const answer = (await greet(hostname || 'localhost', Number(port || 5432), POSTGRES_GREETING)).toString(
      'latin1',
    );
    if (/^[SNE]/.test(answer))
      return [{ name: 'database', status: 'ok', detail: `PostgreSQL answers at ${place}` }];
    return [{ name: 'database', status: 'error', detail: `what answers at ${place} is no PostgreSQL`, fix }];
  } catch (error) {
    const detail = `no answer at ${place}: ${(error as Error).message}`;
    return [{ name: 'database', status: 'error', detail, fix }];
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
  const fix = 'start Redis there or correct REDIS_URL; without it, the queue lives in the database';
  if (!/^rediss?:\/\//.test(redisUrl) || !URL.canParse(redisUrl)) {
    return [{ name: 'queue', status: 'error', detail: 'REDIS_URL is not a redis:// address', fix }];
  }
  const { hostname, port, protocol } = new URL(redisUrl);
  const place = `${hostname}:${port || 6379}`;
  if (protocol === 'rediss:') {
    return [{ name: 'queue', status: 'ok', detail: `Redis over TLS at ${place} (not contacted)` }];
  }
  try {
    const answer = (await greet(hostname, Number(port || 6379), REDIS_GREETING)).toString('latin1');
    // A Redis with a password answers -NOAUTH.
    if (/^[+-]/.test(answer)) return [{ name: 'queue', status: 'ok', detail: `Redis answers at ${place}` }];
    return [{ name: 'queue', status: 'error', detail: `what answers at ${place} is no Redis`, fix }];
  } catch (error) {
    const detail = `no answer at ${place}: ${(error as Error).message}`;
    return [{ name: 'queue', status: 'error', detail, fix }];
  }
}
