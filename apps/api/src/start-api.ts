import { taskCatalogue } from '@yoto/core';
import { openJobQueue } from '@yoto/queue';
import { applyMigrations, openArtifactStore, openStorage } from '@yoto/storage';
import { loadTaskSpecs } from '@yoto/tasks/specs';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { sweepComparisons } from './comparison/sweep-comparisons.ts';
import type { ApiConfig } from './config.ts';
import { openLiveBus } from './live-bus.ts';
import { startReconciler } from './reconciler.ts';
import { listen } from './server.ts';
import { workerSetup } from './worker-setup.ts';

/** Storage connections: requests, the reconciler, and a page of many charts at once. */
const MAX_CONNECTIONS = 10;

export interface RunningApi {
  url: string;
  /** Ends in order: live streams, requests, reconciler, queue, database. */
  close(): Promise<void>;
}

/** Migrates the database, then serves. What was opened is closed again when a later step fails. */
export async function startApi(config: ApiConfig, log: Logger): Promise<RunningApi> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    const tasks = taskCatalogue(await loadTaskSpecs(config.taskPackages));
    await applyMigrations(config.databaseUrl);
    const storage = await openStorage({ databaseUrl: config.databaseUrl, maxConnections: MAX_CONNECTIONS });
    closers.push(() => storage.close());
    const queue = await openQueue(config, log);
    closers.push(() => queue.close());
    const artifacts = await openArtifactStore(config.artifactLocation, config.s3);
    const comparisons = sweepComparisons();
    closers.push(() => comparisons.close());
    const { stallAfterMs } = config;
    const stores = { storage, queue, artifacts };
    const context = {
      ...stores,
      tasks,
      comparisons,
      log,
      stallAfterMs,
      workerSetup: await workerSetup(config),
    };
    const bus = await openLiveBus(storage);
    const server = await listen(createApp({ ...context, ...config, bus }), config.host, config.port);
    closers.push(() => server.close());
    closers.push(() => bus.close());
    comparisons.prepare();
    const reconciler = startReconciler(context, config.reconcileEveryMs);
    closers.push(() => reconciler.stop());
    return { url: server.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function openQueue(config: ApiConfig, log: Logger) {
  const onError = (error: Error) => log.debug({ err: error }, 'queue');
  return openJobQueue(
    config.redisUrl === undefined
      ? { kind: 'postgres', databaseUrl: config.databaseUrl, onError }
      : { kind: 'redis', url: config.redisUrl, onError },
  );
}
