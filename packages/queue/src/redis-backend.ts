import { redisTarget, tryRedis, withoutCommand } from '@yoto/connections';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { type MessageData, QUEUE_NAME } from './bull-message.ts';
import type { QueueBackend } from './queue-backend.ts';
import { withinDeadline } from './queue-error.ts';

const CONNECT_TIMEOUT_MS = 4_000;
const LONGEST_RETRY_DELAY_MS = 2_000;

const retryStrategy = (times: number) => Math.min(times * 100, LONGEST_RETRY_DELAY_MS);

/** When BullMQ's own closing waits for Redis in vain, this timer would keep the process alive. */
class RedisWorker extends Worker<MessageData> {
  stopRenewingLocks(): Promise<void> {
    return this.lockManager.close();
  }
}

/** @throws AppError `config_invalid`, `queue_unavailable` */
export async function openRedisBackend(
  url: string,
  reportError: (error: Error) => void,
): Promise<QueueBackend> {
  const onError = (error: Error) => reportError(withoutCommand(error));
  const { address, database } = redisTarget(url);
  const where = `Redis at ${address}`;
  await withinDeadline(where, () => tryRedis(url));
  const connect = (maxRetriesPerRequest: number | null) => {
    const redis = new Redis(url, {
      lazyConnect: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      retryStrategy,
      maxRetriesPerRequest,
      db: database,
    });
    redis.on('error', onError);
    return redis;
  };
  // Requests of producers fail while Redis is away, instead of piling up in memory.
  const redis = connect(1);
  try {
    await withinDeadline(where, () => redis.connect());
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  const queue = new Queue<MessageData>(QUEUE_NAME, { connection: redis });
  queue.on('error', onError);
  return {
    kind: 'redis',
    where,
    queue,
    async ping() {
      await redis.ping();
    },
    startWorker(processor, options) {
      const connection = connect(null);
      const connections = [connection];
      // BullMQ waits for messages on a copy, and when Redis is away it has no way to give that one up.
      connection.duplicate = (override) => {
        const copy = Redis.prototype.duplicate.call(connection, override);
        connections.push(copy);
        return copy;
      };
      const worker = new RedisWorker(QUEUE_NAME, processor, { ...options, connection });
      worker.on('error', onError);
      const drop = async () => {
        for (const one of connections) one.disconnect();
        await worker.stopRenewingLocks();
      };
      return { worker, drop };
    },
    async close() {
      await queue.close();
      redis.disconnect();
    },
  };
}
