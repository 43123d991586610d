import { inspect } from 'node:util';
import { isRedisInstalled, testDatabase, testRedis } from '@yoto/testkit';
import { describeQueue } from '@yoto/testkit/contract';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
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

test('queues of two schemas in one database are kept apart', async () => {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const open = (databaseUrl: string) => openJobQueue({ kind: 'postgres', databaseUrl });
  const message = (jobId: string) => ({ jobId, attempt: 1, priority: 0, notBefore: null });
  const named = await open(`${database.url}?schema=sweeps`);
  // Before the other one has made its tables: this one must not look for them.
  await named.enqueue([message('a'), message('c')]);
  const queues = [await open(database.url), named];
  const received: string[][] = [[], []];
  const consumers = await Promise.all(
    queues.map((queue, index) =>
      queue.consume({ concurrency: 1 }, async ({ jobId }) => void received[index]!.push(jobId)),
    ),
  );
  await queues[0]!.enqueue([message('a'), message('b')]);
  await vi.waitFor(
    () =>
      expect(received.map((ids) => ids.toSorted())).toEqual([
        ['a', 'b'],
        ['a', 'c'],
      ]),
    { timeout: 20_000 },
  );
  await Promise.all(consumers.map((consumer) => consumer.close()));
  await Promise.all(queues.map((queue) => queue.close()));
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const { rows } = await admin.query(`select nspname from pg_namespace where nspname ~ 'bullmq' order by 1`);
  await admin.end();
  expect(rows).toEqual([{ nspname: 'bullmq' }, { nspname: 'sweeps_bullmq' }]);
});

test.skipIf(!isRedisInstalled())('what is told of a lost Redis never has its password', async () => {
  const server = await testRedis({ requirepass: 'kiwi' });
  onTestFinished(() => server!.stop());
  const url = new URL(server!.url);
  url.password = 'kiwi';
  const errors: Error[] = [];
  const queue = await openJobQueue({ kind: 'redis', url: url.href, onError: (error) => errors.push(error) });
  const admin = new Redis(url.href);
  // From now on every new connection is refused; the driver reports the command that failed, with its arguments.
  await admin.config('SET', 'requirepass', 'plum');
  await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  await vi.waitFor(() => expect(errors.some(({ message }) => /WRONGPASS/.test(message))).toBe(true), {
    timeout: 20_000,
  });
  admin.disconnect();
  for (const error of errors) expect(inspect(error, { depth: 9 })).not.toContain('kiwi');
  await queue.close();
});

test.skipIf(!isRedisInstalled())(
  'a database that Redis does not have is refused when the queue is opened',
  async () => {
    const server = await testRedis();
    onTestFinished(() => server!.stop());
    await expect(openJobQueue({ kind: 'redis', url: `${server!.url}/99` })).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/no database 99: it has 16/),
    });
  },
);
