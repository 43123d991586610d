/** For tests of upgrades: a database as an earlier version left it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyMigrationsFrom } from '../migrate.ts';
import { MIGRATIONS_DIR, readMigrationFiles } from '../migration-files.ts';

/** Applies this build's migrations up to the one called `last`, which is the last applied, to an empty database. */
export async function applyMigrationsUntil(last: string, databaseUrl: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-migrations-'));
  try {
    for (const { name } of readMigrationFiles(MIGRATIONS_DIR).filter(({ name }) => name <= last))
      cpSync(path.join(MIGRATIONS_DIR, name), path.join(folder, name), { recursive: true });
    await applyMigrationsFrom(folder, databaseUrl);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
