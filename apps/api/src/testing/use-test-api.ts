import { type Client, createClient } from '@yoto/client';
import { type JobQueue, openJobQueue } from '@yoto/queue';
import { openStorage, type Storage } from '@yoto/storage';
import { isRedisInstalled, testDatabase, testRedis } from '@yoto/testkit';
import { afterAll, beforeAll } from 'vitest';
import { startTestApi } from './start-test-api.ts';

/** Slow enough never to reconcile: these tests are about what requests do themselves. */
const NEVER_MS = 3_600_000;

/** What the tests of a file, or of a `describe`, share; only there while they run. */
export interface SharedTestApi {
  readonly url: string;
  readonly client: Client;
  /** The test's own ways to the rows and to the messages. */
  readonly storage: Storage;
  readonly queue: JobQueue;
}

type OpenedApi = SharedTestApi & { close(): Promise<void> };

/** The real API on a database of its own; nothing where its queue is on Redis and there is none: skip the tests. */
export function useTestApi(backend: 'postgres' | 'redis' = 'postgres'): SharedTestApi {
  let opened: OpenedApi | undefined;
  beforeAll(async () => {
    if (backend === 'postgres' || isRedisInstalled()) opened = await openTestApi(backend);
  });
  afterAll(() => opened?.close());
  const current = () => {
    if (!opened) throw new Error('The test API is open only while tests run');
    return opened;
  };
  return {
    get url() {
      return current().url;
    },
    get client() {
      return current().client;
    },
    get storage() {
      return current().storage;
    },
    get queue() {
      return current().queue;
    },
  };
}

async function openTestApi(backend: 'postgres' | 'redis'): Promise<OpenedApi> {
  const { url: databaseUrl, drop } = await testDatabase();
  const redis = backend === 'redis' ? await testRedis() : undefined;
  const api = await startTestApi({ databaseUrl, redisUrl: redis?.url, reconcileEveryMs: NEVER_MS });
  const storage = await openStorage({ databaseUrl });
  const queue = await openJobQueue(
    redis ? { kind: 'redis', url: redis.url } : { kind: 'postgres', databaseUrl },
  );
  return {
    url: api.url,
    client: createClient({ baseUrl: api.url }),
    storage,
    queue,
    async close() {
      await api.close();
      await queue.close();
      await storage.close();
      await redis?.stop();
      await drop();
    },
  };
}
