import { isRedisInstalled, testDatabase, testRedis } from '@yoto/testkit';
import { describeQueue } from '@yoto/testkit/contract';
import { Redis } from 'ioredis';
import pg from 'pg';
import { test } from 'vitest';
import { openJobQueue } from './open-job-queue.ts';

describeQueue('postgres', async () => {
  const database = await testDatabase();
  const admin = new pg.Pool({ connectionString: database.url, max: 1 });
  // `end` does not wait for the server: dropping the database may end the connection first.
  admin.on('error', () => {});
  return {
    open: (onError) =>
      openJobQueue({ kind: 'postgres', databaseUrl: database.url, ...(onError ? { onError } : {}) }),
    async clear() {
      await admin.query('drop schema if exists bullmq cascade');
    },
    async stop() {
      await admin.end();
      await database.drop();
    },
  };
});

if (isRedisInstalled()) {
  describeQueue('redis', async () => {
    const server = await testRedis();
    if (!server) throw new Error('redis-server went away');
    const admin = new Redis(server.url);
    return {
      open: (onError) => openJobQueue({ kind: 'redis', url: server.url, ...(onError ? { onError } : {}) }),
      async clear() {
        await admin.flushall();
      },
      async stop() {
        admin.disconnect();
        await server.stop();
      },
    };
  });
} else {
  test.skip('job queue: redis (needs redis-server on the PATH)', () => {});
}
