/** Which checkout this is: its tests share one server, and one template a version of the schema. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const MIGRATIONS = path.join(ROOT, 'prisma', 'migrations');

const shortHash = (...parts: string[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
};

/** Stable between runs, apart for each user and checkout. */
export function testServerFolder(): string {
  return path.join(tmpdir(), `yoto-test-postgres-${shortHash(ROOT, String(process.getuid?.()))}`);
}

/** Changes with every byte of the migrations. */
export function migrationsHash(): string {
  const files = readdirSync(MIGRATIONS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.sql'),
  );
  return shortHash(
    ...files.sort().flatMap((file) => [file, readFileSync(path.join(MIGRATIONS, file), 'utf8')]),
  );
}
