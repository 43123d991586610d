// `npm run db:migration NAME`: writes the migration that leads from the migrations there are to schema.prisma.
// Works offline on a throw-away database, so no real database is ever touched.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../../packages/embedded-postgres/src/index.ts';
import { openEngine } from './engine.ts';
import { MIGRATIONS_DIR, SCHEMA_FILE } from './paths.ts';
import { LOCK_FILE, migrationLock, migrationsTarget, NO_FILTER, schemaTarget } from './schema-files.ts';

const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('error: a migration needs a name like add_job_priority\nfix: npm run db:migration NAME');
  process.exit(1);
}
const sql = await missingSql();
console.log(
  sql === undefined ? 'schema.prisma and the migrations agree: nothing to write.' : writeMigration(sql),
);

/** The SQL from the migrations to the schema, or undefined when they agree. */
async function missingSql(): Promise<string | undefined> {
  const dir = mkdtempSync(path.join(tmpdir(), 'yoto-migration-'));
  const database = await startEmbeddedPostgres({ dir, database: 'migration', settings: { fsync: 'off' } });
  try {
    const engine = await openEngine(database.adminUrlFor('migration'), [
      [SCHEMA_FILE, readFileSync(SCHEMA_FILE, 'utf8')],
    ]);
    // diff() and not createMigration(): only diff() makes its shadow database through the adapter.
    const difference = await engine.diff({
      from: migrationsTarget(),
      to: schemaTarget(),
      script: true,
      exitCode: true,
      filters: NO_FILTER,
    });
    engine.free();
    return difference.exitCode === 0 ? undefined : (difference.stdout ?? undefined);
  } finally {
    await database.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function writeMigration(sql: string): string {
  mkdirSync(MIGRATIONS_DIR, { recursive: true });
  writeFileSync(LOCK_FILE, migrationLock());
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = path.join(MIGRATIONS_DIR, `${timestamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'migration.sql'), sql);
  return `wrote ${folder}/migration.sql: read it before you commit it.`;
}
