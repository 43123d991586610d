/** Wires the worker daemon from its environment and runs it until a signal. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, toAppError } from '@yoto/core';
import { openJobQueue } from '@yoto/queue';
import { openArtifactStore, openStorage } from '@yoto/storage';
import { type Logger, pino } from 'pino';
import { chooseEngine } from './choose-engine.ts';
import { loadConfig, type WorkerConfig } from './config.ts';
import { startDaemon } from './daemon.ts';

const SLACK_AFTER_GRACE_MS = 10_000;
/** Connections of a database that is away may take longer to close than there is time. */
const CLOSE_MS = 1000;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = pino({ level: config.logLevel, base: { worker: config.name } });
  makeStateDir(config);
  const nativeDir = path.join(config.stateDir, 'engines');
  const engine = await chooseEngine({ engine: config.engine, threads: config.threads, nativeDir });
  const { name, version, device, reason } = engine;
  log.info({ engine: name, version, device, reason, threads: config.threads }, 'engine');
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
  log.info({ event: 'ready', workerId: daemon.workerId, queue: queue.backend }, 'worker ready');
  process.send?.({ type: 'ready', workerId: daemon.workerId, engine: name, device, reason });
  stopOnSignal(log, config, async () => {
    await daemon.stop();
    const closing = Promise.allSettled([queue.close(), storage.close()]);
    await Promise.race([closing, sleep(CLOSE_MS)]);
  });
}

function makeStateDir(config: WorkerConfig): void {
  try {
    mkdirSync(config.stateDir, { recursive: true });
  } catch (error) {
    const fix = 'set YOTO_STATE to a folder that this user may write';
    throw new AppError('config_invalid', `Cannot write the state folder ${config.stateDir}: ${fix}`, {
      cause: error,
    });
  }
}

/** The first signal hands the jobs back, the second ends the process at once; both are harmless to the rows. */
function stopOnSignal(log: Logger, config: WorkerConfig, stop: () => Promise<void>): void {
  let stopping = false;
  const onStop = (reason: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ reason }, 'stopping: trainers write their checkpoints');
    setTimeout(() => process.exit(1), config.graceMs + SLACK_AFTER_GRACE_MS).unref();
    stop().then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => onStop('SIGTERM'));
  process.on('SIGINT', () => onStop('SIGINT'));
  // The launcher that holds the other end of the channel is gone.
  process.on('disconnect', () => onStop('launcher gone'));
}

main().catch((thrown: unknown) => {
  const error = toAppError(thrown);
  process.stderr.write(`error: ${error.message}\n`);
  process.send?.({ type: 'failed', code: error.code, message: error.message });
  process.exitCode = error.code === 'config_invalid' ? 2 : 1;
  setTimeout(() => process.exit(), 200).unref();
});
