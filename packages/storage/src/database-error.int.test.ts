/** The database goes away, refuses, or is the wrong one: what callers are told, and that they recover. */
import { submitJob, type TcpProxy, type TestStorage, tcpProxy, testStorage } from '@yoto/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openStorage } from './open-storage.ts';

let opened: TestStorage;
let proxy: TcpProxy;
let databaseUrl: string;
beforeAll(async () => {
  opened = await testStorage();
  proxy = await tcpProxy(opened.database.url);
  databaseUrl = proxy.through(opened.database.url);
});
afterAll(async () => {
  await opened.close();
  await proxy.close();
});

const changed = (change: (url: URL) => void) => {
  const url = new URL(opened.database.url);
  change(url);
  return url.href;
};
const openError = async (url: string) =>
  openStorage({ databaseUrl: url }).then(
    () => undefined,
    (error) => error,
  );

test('while it is away everything says so, and works again afterwards', async () => {
  const storage = await openStorage({ databaseUrl });
  const job = await submitJob(storage);
  const { spec } = await storage.sweeps.get(job.sweepId);
  await proxy.cut();
  const operations = [
    storage.ping(),
    storage.jobs.get(job.id),
    storage.jobs.heartbeat([{ jobId: job.id, attempt: 1, step: 1 }]),
    storage.sweeps.list({ limit: 1 }),
    storage.sweeps.create(spec, { jobs: [job.spec], groups: [], totalJobs: 1, totalSteps: 20 }),
    storage.workers.list(60_000),
    storage.points.writeMetrics({ jobId: job.id, attempt: 1 }, [{ name: 'loss', step: 1, value: 1 }]),
    storage.listen(() => {}),
  ];
  for (const result of await Promise.allSettled(operations)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'database_unavailable' } });
    const { message } = (result as PromiseRejectedResult).reason;
    expect(message).toContain(`127.0.0.1:${proxy.port}/`);
    expect(message).toContain('DATABASE_URL');
    expect(message).not.toContain(new URL(databaseUrl).password);
  }
  await proxy.mend();
  await vi.waitFor(() => storage.ping(), { timeout: 20_000 });
  expect(await storage.jobs.get(job.id)).toEqual(job);
  expect((await storage.sweeps.list({ limit: 100 })).rows).toHaveLength(1);
  await storage.close();
});

test('a transaction that loses its connection leaves nothing behind', async () => {
  const storage = await openStorage({ databaseUrl });
  const { sweepId, spec: jobSpec } = await submitJob(storage);
  const { spec } = await storage.sweeps.get(sweepId);
  const before = (await opened.storage.sweeps.list({ limit: 1000 })).rows.length;
  const blocker = new pg.Client({ connectionString: opened.database.url });
  await blocker.connect();
  await blocker.query('begin; lock table events in exclusive mode');
  const plan = { jobs: [jobSpec], groups: [], totalJobs: 1, totalSteps: 20 };
  const creating = storage.sweeps.create(spec, plan).catch((error) => error);
  await vi.waitFor(
    async () => {
      const waiting = await blocker.query('select 1 from pg_locks where not granted');
      expect(waiting.rowCount).toBe(1);
    },
    { timeout: 20_000 },
  );
  await proxy.cut();
  expect(await creating).toMatchObject({ code: 'database_unavailable' });
  await blocker.end();
  await proxy.mend();
  expect((await opened.storage.sweeps.list({ limit: 1000 })).rows).toHaveLength(before);
  await storage.close();
});

test('opening an unreachable database', async () => {
  const error = await openError('postgresql://user:secret@127.0.0.1:1/yoto');
  expect(error).toMatchObject({ code: 'database_unavailable' });
  expect(error.message).toBe(
    'The database 127.0.0.1:1/yoto does not answer (ECONNREFUSED): check that PostgreSQL runs there and that ' +
      'DATABASE_URL is right',
  );
});

test('a wrong password, and a wrong name', async () => {
  const refused = await openError(
    changed((url) => {
      url.password = 'wrong-secret';
    }),
  );
  expect(refused).toMatchObject({ code: 'database_unavailable' });
  expect(refused.message).toContain('refuses this user or password');
  expect(refused.message).not.toContain('wrong-secret');
  const missing = await openError(
    changed((url) => {
      url.pathname = '/no_such_database';
    }),
  );
  expect(missing).toMatchObject({ code: 'database_unavailable' });
  expect(missing.message).toContain('no_such_database does not exist');
});

test.each(['', 'localhost', 'mysql://localhost/x', 'redis://localhost'])('the URL %j', async (url) => {
  expect(await openError(url)).toMatchObject({ code: 'config_invalid' });
});
