import { artifactRepository } from './artifact-repository.ts';
import { checkpointRepository } from './checkpoint-repository.ts';
import { type Database, openDatabase } from './database.ts';
import { checkDatabaseUrl, databaseAddress, databaseError, translateErrors } from './database-error.ts';
import { eventRepository } from './event-repository.ts';
import { jobRepository } from './job-repository.ts';
import { NoticeListener } from './notice-listener.ts';
import { pointRepository } from './point-repository.ts';
import type { Storage } from './storage.ts';
import { sweepRepository } from './sweep-repository.ts';
import { workerRepository } from './worker-repository.ts';

/** Enough for a worker; an API with many readers wants more. */
const DEFAULT_MAX_CONNECTIONS = 5;

export interface StorageOptions {
  databaseUrl: string;
  maxConnections?: number;
}

/**
 * Connects to a migrated database. Afterwards every method throws `database_unavailable` while the database is away
 * and works again once it is back.
 * @throws AppError `config_invalid` (not a Postgres URL), `database_unavailable` (unreachable, refused, not migrated)
 */
export async function openStorage({ databaseUrl, maxConnections }: StorageOptions): Promise<Storage> {
  checkDatabaseUrl(databaseUrl);
  const database = openDatabase(databaseUrl, maxConnections ?? DEFAULT_MAX_CONNECTIONS);
  const storage = storageOn(database, databaseUrl);
  try {
    // Names a table of the schema: a database without migrations is told here, not at the first request.
    await database.query('select 1 from sweeps limit 0', []);
  } catch (error) {
    await storage.close();
    throw databaseError(error, databaseAddress(databaseUrl));
  }
  return storage;
}

function storageOn(database: Database, databaseUrl: string): Storage {
  const address = databaseAddress(databaseUrl);
  const listener = new NoticeListener(databaseUrl);
  let closed: Promise<void> | undefined;
  const close = async () => {
    await listener.close();
    await database.close();
  };
  return {
    sweeps: translateErrors(sweepRepository(database), address),
    jobs: translateErrors(jobRepository(database), address),
    points: translateErrors(pointRepository(database), address),
    checkpoints: translateErrors(checkpointRepository(database), address),
    artifacts: translateErrors(artifactRepository(database), address),
    workers: translateErrors(workerRepository(database), address),
    events: translateErrors(eventRepository(database), address),
    ...translateErrors(
      {
        listen: (onNotice: Parameters<Storage['listen']>[0]) => listener.add(onNotice),
        ping: async () => {
          await database.query('select 1', []);
        },
      },
      address,
    ),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
