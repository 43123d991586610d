/** A worker as one machine of many: its own folder, its own trainers, and a network that can fail. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TcpProxy, tcpProxy } from '@yoto/testkit';
import { commonEnvironment, logBelow, type Servers, type StackOptions } from './place.ts';
import { childrenOf } from './process-tree.ts';
import { type Supervised, supervise } from './supervised.ts';
import { GRACE_MS, WORKER_TIMINGS } from './timings.ts';

const ENTRY = fileURLToPath(new URL('../../../../apps/worker/src/main.ts', import.meta.url));

export interface ChaosWorker {
  daemon: Supervised;
  /** All its traffic to the database and the queue goes through these. */
  network: TcpProxy[];
  /** Pids of the trainers that it runs now. */
  trainers(): number[];
  /** A fault is being done to it. */
  held: boolean;
}

export async function startWorker(
  { folder, concurrency, nodeFlags = [] }: StackOptions,
  index: number,
  { postgres, redis }: Servers,
): Promise<ChaosWorker> {
  const database = await tcpProxy(postgres.url);
  const queue = redis && (await tcpProxy(redis.url));
  const name = `worker-${index + 1}`;
  const daemon = supervise({
    name,
    entry: ENTRY,
    environment: {
      ...commonEnvironment(folder, database.through(postgres.url), redis && queue?.through(redis.url)),
      ...WORKER_TIMINGS,
      WORKER_NAME: name,
      YOTO_STATE: path.join(folder, name),
      CONCURRENCY: String(concurrency),
      ENGINE: 'wasm',
      THREADS: '1',
    },
    logFile: logBelow(folder, name),
    nodeFlags,
  });
  return {
    daemon,
    network: queue ? [database, queue] : [database],
    held: false,
    trainers() {
      const pid = daemon.pid();
      if (pid === undefined) return [];
      const trainers = childrenOf(pid).filter(({ commandLine }) => commandLine.includes('trainer-process'));
      return trainers.map((trainer) => trainer.pid);
    },
  };
}

export async function stopWorkers(workers: readonly ChaosWorker[]): Promise<void> {
  await Promise.all(workers.map(({ daemon }) => daemon.stop(GRACE_MS)));
  await Promise.all(workers.flatMap(({ network }) => network.map((proxy) => proxy.close())));
}
