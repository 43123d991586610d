import { defineConfig } from 'prisma/config';
import { MIGRATIONS_DIR, SCHEMA_FILE } from './paths.ts';

export default defineConfig({
  schema: SCHEMA_FILE,
  migrations: { path: MIGRATIONS_DIR },
  // `generate` needs no database, but the CLI wants a URL; one that names no host cannot reach any.
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://unset@unset.invalid/unset' },
});
