import { type DatabaseTarget, databaseError, databaseTarget } from '@yoto/connections';
import { artifactRepository } from './artifact-repository.ts';
import { checkpointRepository } from './checkpoint-repository.ts';
import { type Database, openDatabase } from './database.ts';
import { eventRepository } from './event-repository.ts';
import { jobRepository } from './job-repository.ts';
import { NoticeListener } from './notice-listener.ts';
import { pointRepository } from './point-repository.ts';
import { assertSchema } from './schema.ts';
import { statement } from './statement.ts';
import type { Storage } from './storage.ts';
import { sweepRepository } from './sweep-repository.ts';
import { translateErrors } from './translate-errors.ts';
import { workerRepository } from './worker-repository.ts';

/** Enough for a worker; an API with many readers wants more. */
const DEFAULT_MAX_CONNECTIONS = 5;
const ANY_SWEEP = statement('select 1 from sweeps limit 0');
const PING = statement('select 1');

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
  const target = await databaseTarget(databaseUrl);
  const database = openDatabase(target, maxConnections ?? DEFAULT_MAX_CONNECTIONS);
  const storage = storageOn(database, target);
  try {
    await assertSchema(target, database.query);
    // Names a table of the schema: a database without migrations is told here, not at the first request.
    await database.query(ANY_SWEEP, []);
  } catch (error) {
    await storage.close();
    throw databaseError(error, target);
  }
  return storage;
}

function storageOn(database: Database, target: DatabaseTarget): Storage {
  const listener = new NoticeListener(target);
  let closed: Promise<void> | undefined;
  const close = async () => {
    await listener.close();
    await database.close();
  };
  return {
    sweeps: translateErrors(sweepRepository(database), target),
    jobs: translateErrors(jobRepository(database), target),
    points: translateErrors(pointRepository(database), target),
    checkpoints: translateErrors(checkpointRepository(database), target),
    artifacts: translateErrors(artifactRepository(database), target),
    workers: translateErrors(workerRepository(database), target),
    events: translateErrors(eventRepository(database), target),
    ...translateErrors(
      {
        listen: (onNotice: Parameters<Storage['listen']>[0]) => listener.add(onNotice),
        ping: async () => {
          await database.query(PING, []);
        },
      },
      target,
    ),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
