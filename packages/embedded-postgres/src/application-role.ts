// The role that the application connects as: it owns its databases, and nothing else of the server.
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { type Cluster, readPassword } from './cluster.ts';
import { asAdmin } from './connection.ts';
import { giveTo, type Identity } from './identity.ts';

/** Makes the role and its password where they are missing; whatever rights it was given meanwhile, it has none beyond. */
export async function ensureApplicationRole(
  cluster: Cluster,
  port: number,
  identity: Identity,
): Promise<void> {
  const { application } = cluster;
  if (!existsSync(application.passwordFile)) {
    const password = randomBytes(18).toString('base64url');
    writeFileSync(application.passwordFile, `${password}\n`, { mode: 0o600 });
    giveTo(identity, application.passwordFile);
  }
  await asAdmin(cluster, port, async (client) => {
    const role = client.escapeIdentifier(application.user);
    const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [application.user]);
    if (found.rows.length === 0) await client.query(`CREATE ROLE ${role}`);
    const password = client.escapeLiteral(readPassword(application));
    await client.query(`ALTER ROLE ${role} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD ${password}`);
  });
}

/**
 * Makes the application the owner of a database and of all in it that the superuser owns: that is how databases were
 * made before the application had a role of its own. All or nothing; does nothing when there is nothing to give.
 */
export async function giveToApplication(cluster: Cluster, port: number, database: string): Promise<void> {
  const give = async (client: Parameters<Parameters<typeof asAdmin>[2]>[0]) => {
    const { rows } = await client.query<{ command: string }>(OWNED_BY_SUPERUSER, [cluster.application.user]);
    if (rows.length === 0) return;
    await client.query(['BEGIN', ...rows.map(({ command }) => command), 'COMMIT'].join(';\n'));
  };
  await asAdmin(cluster, port, give, database);
}

/** One ALTER for each; indexes, row types, arrays and the sequences of columns follow what they belong to. */
const OWNED_BY_SUPERUSER = `
  WITH admin AS (SELECT oid FROM pg_roles WHERE rolname = current_user),
  space AS (
    SELECT oid, nspname, nspowner FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
  ),
  attached AS (SELECT classid, objid FROM pg_depend WHERE deptype IN ('a', 'i', 'e'))
  SELECT format('ALTER DATABASE %I OWNER TO %I', datname, $1::text) AS command
    FROM pg_database, admin WHERE datname = current_database() AND datdba = admin.oid
  UNION ALL
  SELECT format('ALTER SCHEMA %I OWNER TO %I', nspname, $1::text) FROM space, admin WHERE nspowner = admin.oid
  UNION ALL
  SELECT format('ALTER %s %I.%I OWNER TO %I',
      CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
      nspname, relname, $1::text)
    FROM pg_class c JOIN space ON space.oid = relnamespace, admin
    WHERE relowner = admin.oid AND relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (SELECT 1 FROM attached WHERE classid = 'pg_class'::regclass AND objid = c.oid AND relkind = 'S')
  UNION ALL
  SELECT format('ALTER TYPE %I.%I OWNER TO %I', nspname, typname, $1::text)
    FROM pg_type t JOIN space ON space.oid = typnamespace, admin
    WHERE typowner = admin.oid AND typtype IN ('e', 'd', 'r', 'c')
      AND (typrelid = 0 OR (SELECT relkind FROM pg_class WHERE oid = typrelid) = 'c')
  UNION ALL
  SELECT format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, $1::text)
    FROM pg_proc p JOIN space ON space.oid = pronamespace, admin WHERE proowner = admin.oid
      AND NOT EXISTS (SELECT 1 FROM attached WHERE classid = 'pg_proc'::regclass AND objid = p.oid)`;
