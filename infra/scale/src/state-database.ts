/** The database of a state folder, as `yoto up` keeps it. */
import path from 'node:path';
import { startEmbeddedPostgres } from '@yoto/embedded-postgres';
import { openStateFolder } from '@yoto/host';
import { applyMigrations } from '@yoto/storage';

/** As `yoto up` calls it. */
const DATABASE = 'yoto';

/** Of a bulk load that can be repeated: nothing is lost but time when the machine fails meanwhile. */
const BULK_SETTINGS = { synchronous_commit: 'off', maintenance_work_mem: '256MB', max_wal_size: '8GB' };

/**
 * Opens the folder's database, migrated, for as long as `work` takes. One that runs already, e.g. under `yoto up`, is left
 * running. Throws what `startEmbeddedPostgres` and `applyMigrations` throw.
 */
export async function withStateDatabase<T>(stateDir: string, work: (url: string) => Promise<T>): Promise<T> {
  openStateFolder(stateDir);
  const database = await startEmbeddedPostgres({
    dir: path.join(stateDir, 'postgres'),
    database: DATABASE,
    privateFolders: [stateDir],
    settings: BULK_SETTINGS,
  });
  try {
    await applyMigrations(database.url);
    return await work(database.url);
  } finally {
    if (!database.adopted) await database.stop();
  }
}

/** Where `yoto up` keeps the files of a state folder. */
export const artifactsOf = (stateDir: string): string => path.join(stateDir, 'artifacts');
