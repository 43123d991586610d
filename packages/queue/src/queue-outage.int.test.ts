/** What happens to producers and consumers when the queue's server goes away and comes back. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isRedisInstalled, type TcpProxy, tcpProxy, testDatabase, testRedis } from '@yoto/testkit';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { JobMessage, JobQueue } from './job-queue.ts';
import { type JobQueueOptions, openJobQueue } from './open-job-queue.ts';

interface Server {
  options(url: string): JobQueueOptions;
  url: string;
  stop(): Promise<void>;
}

const postgres = async (): Promise<Server> => {
  const database = await testDatabase();
  const options = (databaseUrl: string) => ({ kind: 'postgres' as const, databaseUrl });
  return { options, url: database.url, stop: () => database.drop() };
};
const redis = async (): Promise<Server> => {
  const server = await testRedis();
  if (!server) throw new Error('redis-server went away');
  return { options: (url) => ({ kind: 'redis' as const, url }), url: server.url, stop: () => server.stop() };
};

let next = 0;
const message = (): JobMessage => ({ jobId: `job${next++}`, attempt: 1, priority: 0, notBefore: null });
const unavailable = { code: 'queue_unavailable' };
/** The deadline of every operation, and some slack for a busy machine. */
const SOON_MS = 8_000;

describe.each([
  ['postgres', postgres, true],
  ['redis', redis, isRedisInstalled()],
] as const)('a lost %s', (_name, prepare, isInstalled) => {
  if (!isInstalled) {
    test.skip('needs redis-server on the PATH', () => {});
    return;
  }
  let server: Server;
  let proxy: TcpProxy;
  let options: JobQueueOptions;
  const opened: JobQueue[] = [];
  const open = async (more: Partial<JobQueueOptions> = {}) => {
    const queue = await openJobQueue({ ...options, ...more } as JobQueueOptions);
    opened.push(queue);
    return queue;
  };
  beforeAll(async () => {
    server = await prepare();
    proxy = await tcpProxy(server.url);
    options = server.options(proxy.through(server.url));
  });
  afterEach(async () => {
    await proxy.mend();
    await Promise.all(opened.splice(0).map((queue) => queue.close()));
  });
  afterAll(async () => {
    await proxy.close();
    await server.stop();
  });

  test('opening fails soon, with what to check and without the password', { timeout: 30_000 }, async () => {
    await proxy.cut();
    const started = Date.now();
    const error = await openJobQueue(options).catch((thrown) => thrown);
    expect(error).toMatchObject(unavailable);
    expect(error.message).toContain(`127.0.0.1:${proxy.port}`);
    const { password } = new URL(proxy.through(server.url));
    if (password) expect(error.message).not.toContain(password);
    expect(Date.now() - started).toBeLessThan(SOON_MS);
  });

  test.each(['cut', 'freeze'] as const)(
    'everything fails soon after a %s and works again',
    { timeout: 120_000 },
    async (how) => {
      const errors: Error[] = [];
      const received: string[] = [];
      const queue = await open({ onError: (error) => errors.push(error) });
      const consumer = await queue.consume(
        { concurrency: 1 },
        async ({ jobId }) => void received.push(jobId),
      );
      await queue.enqueue([message()]);
      await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 20_000 });
      await proxy[how]();
      const started = Date.now();
      const operations = [queue.ping(), queue.enqueue([message()]), queue.counts(), queue.remove(message())];
      for (const result of await Promise.allSettled(operations)) {
        expect(result).toMatchObject({ status: 'rejected', reason: unavailable });
      }
      expect(Date.now() - started).toBeLessThan(SOON_MS);
      await proxy.mend();
      const after = message();
      await vi.waitFor(() => queue.enqueue([after]), { timeout: 30_000, interval: 200 });
      await vi.waitFor(() => expect(received).toContain(after.jobId), { timeout: 30_000 });
      await consumer.close();
    },
  );

  test('a consumer closes although nobody answers', { timeout: 30_000 }, async () => {
    const queue = await open();
    const consumer = await queue.consume({ concurrency: 1 }, async () => {});
    await proxy.cut();
    const started = Date.now();
    await consumer.close();
    expect(Date.now() - started).toBeLessThan(SOON_MS);
  });

  test('a message is delivered again when its process was killed', { timeout: 120_000 }, async () => {
    const queue = await open({ lockDurationMs: 1_000 });
    const sent = message();
    await queue.enqueue([sent]);
    const victim = spawnEndlessConsumer({ ...options, lockDurationMs: 1_000 });
    await once(victim, 'message');
    victim.kill('SIGKILL');
    const received: JobMessage[] = [];
    const consumer = await queue.consume({ concurrency: 1 }, async (one) => void received.push(one));
    // Not before it is done: a consumer so short of time that it loses the lock gets the message once more.
    await vi.waitFor(
      async () => {
        expect(received).toContainEqual(sent);
        expect(await queue.counts()).toEqual({ waiting: 0, active: 0 });
      },
      { timeout: 40_000, interval: 100 },
    );
    await consumer.close();
    expect(await queue.counts()).toEqual({ waiting: 0, active: 0 });
  });
});

test('a consumer on Postgres goes on after all its connections were terminated', {
  timeout: 60_000,
}, async () => {
  const database = await testDatabase();
  const queue = await openJobQueue({ kind: 'postgres', databaseUrl: database.url });
  const received: string[] = [];
  const consumer = await queue.consume({ concurrency: 1 }, async ({ jobId }) => void received.push(jobId));
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const terminated = await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  expect(terminated.rowCount).toBeGreaterThan(1);
  await admin.end();
  const sent = message();
  await vi.waitFor(() => queue.enqueue([sent]), { timeout: 20_000 });
  await vi.waitFor(() => expect(received).toEqual([sent.jobId]), { timeout: 20_000 });
  await consumer.close();
  await queue.close();
  await database.drop();
});

test.each([
  [{ kind: 'redis', url: 'localhost:6379' }],
  [{ kind: 'redis', url: 'http://localhost' }],
  [{ kind: 'postgres', databaseUrl: 'redis://localhost' }],
  [{ kind: 'postgres', databaseUrl: '' }],
] as [JobQueueOptions][])('a wrong URL is told: %o', async (options) => {
  await expect(openJobQueue(options)).rejects.toMatchObject({ code: 'config_invalid' });
});

/** A process that takes one message, says so, and never finishes it. */
function spawnEndlessConsumer(options: JobQueueOptions): ChildProcess {
  const code = `
    import { openJobQueue } from ${JSON.stringify(fileURLToPath(new URL('./open-job-queue.ts', import.meta.url)))};
    const queue = await openJobQueue(${JSON.stringify(options)});
    await queue.consume({ concurrency: 1 }, (message) => {
      process.send(message);
      return new Promise(() => {});
    });`;
  return spawn(
    process.execPath,
    ['--import', import.meta.resolve('@yoto/ts-loader'), '--input-type=module', '--eval', code],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
}
