// The migrations that this build brings along, and the checksums by which a database knows them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '@yoto/core';

export const MIGRATIONS_DIR = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

export interface MigrationFile {
  /** The folder's name: a timestamp, then what it does. */
  name: string;
  sql: string;
}

/** The migrations below `dir` in the order they are applied. @throws AppError `data_missing` when there are none. */
export function readMigrationFiles(dir: string): MigrationFile[] {
  try {
    const entries = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const names = entries.map((entry) => entry.name).sort();
    if (names.length === 0) throw new Error('the folder is empty');
    return names.map((name) => ({ name, sql: readFileSync(path.join(dir, name, 'migration.sql'), 'utf8') }));
  } catch (cause) {
    throw new AppError(
      'data_missing',
      `The migrations in ${dir} cannot be read (${(cause as Error).message}): install this build again`,
      { cause },
    );
  }
}

/** SHA-256 of the file in hexadecimal, as Prisma writes it. */
export function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}

/** Whether the checksum is this file's, whatever line ends the checkout gave it. */
export function hasChecksum(sql: string, checksum: string): boolean {
  const unixSql = sql.replaceAll('\r\n', '\n');
  return [unixSql, unixSql.replaceAll('\n', '\r\n'), sql].some((text) => checksumOf(text) === checksum);
}
