// Where the schema and its migrations are, seen from these tools.
import path from 'node:path';

const repositoryRoot = path.resolve(import.meta.dirname, '../../..');

export const SCHEMA_FILE = path.join(repositoryRoot, 'prisma/schema.prisma');
export const MIGRATIONS_DIR = path.join(repositoryRoot, 'prisma/migrations');
export const SCHEMA_ENGINE = path.join(import.meta.dirname, 'schema-engine');
export const PRISMA_CONFIG = path.join(import.meta.dirname, 'prisma.config.ts');
