/** Wires the worker daemon from its environment and runs it until a signal. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { failToStart, openLog, openStateFolder, stopOnSignal } from '@yoto/host';
import { openJobQueue } from '@yoto/queue';
import { openArtifactStore, openStorage } from '@yoto/storage';
import { loadConfig } from './config.ts';
import { startDaemon } from './daemon.ts';
import { chooseEngine } from './trainer/choose-engine.ts';

const SLACK_AFTER_GRACE_MS = 10_000;
/** Connections of a database that is away may take longer to close than there is time. */
const CLOSE_MS = 1000;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = openLog(config.logLevel, { worker: config.name });
  openStateFolder(config.stateDir);
  const nativeDir = path.join(config.stateDir, 'engines');
  const { threads, taskPackages, trainerCommand: program } = config;
  const asked = { engine: config.engine, engineReason: null, threads, nativeDir, taskPackages, program };
  const engine = await chooseEngine(asked);
  const { name, version, device, reason } = engine.engine;
  log.info({ engine: name, version, device, reason, threads }, 'engine');
  log.info({ dataDir: config.dataDir, dataFolders: config.dataFolders }, 'data folders');
  const storage = await openStorage({ databaseUrl: config.databaseUrl });
  await storage.ping();
  const lockDurationMs = config.messageLockMs;
  const queue = await openJobQueue(
    config.redisUrl
      ? { kind: 'redis', url: config.redisUrl, lockDurationMs }
      : { kind: 'postgres', databaseUrl: config.databaseUrl, lockDurationMs },
  );
  const artifacts = await openArtifactStore(config.artifactLocation, config.s3);
  const daemon = await startDaemon({ storage, queue, artifacts, config, engine, log });
  const stop = async () => {
    await daemon.stop();
    const closing = Promise.allSettled([queue.close(), storage.close()]);
    await Promise.race([closing, sleep(CLOSE_MS)]);
  };
  stopOnSignal({ stop, withinMs: config.graceMs + SLACK_AFTER_GRACE_MS, log });
  log.info({ event: 'ready', workerId: daemon.workerId, queue: queue.backend }, 'worker ready');
  if (process.connected)
    process.send?.({ type: 'ready', workerId: daemon.workerId, engine: name, device, reason });
}

main().catch(failToStart);
