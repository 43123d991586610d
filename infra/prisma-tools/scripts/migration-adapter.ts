/**
 * Makes @prisma/adapter-pg 7.10.0 fit for migrations. As it is:
 * - executeScript() splits the SQL at every `;`, which breaks function bodies and strings, and is not atomic;
 * - queryRaw() rejects the type "char", which the engine's own catalogue queries return;
 * - connectToShadowDb() given a connection string opens the REAL database, because pg lets the string win over
 *   the `database` field; and it drops the shadow database before it disconnects from it.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type ErrorCapturingSqlMigrationAwareDriverAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

const CHAR_TYPE = 18;
const TEXT_TYPE = 25;
const SHADOW_PREFIX = 'prisma_migrate_shadow_db_';

/** Separate fields, never a connection string: see above. */
interface Connection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** The adapter the schema engine works through. */
export function migrationAdapter(url: string): ErrorCapturingSqlMigrationAwareDriverAdapterFactory {
  return bindMigrationAwareSqlAdapterFactory(new MigrationAdapterFactory(parseUrl(url)));
}

function parseUrl(url: string): Connection {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  return {
    host: searchParams.get('host') ?? hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
  };
}

class MigrationAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres';
  readonly adapterName = '@prisma/adapter-pg';
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  connect(): Promise<SqlDriverAdapter> {
    return openAdapter(this.#connection, async () => {});
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const database = `${SHADOW_PREFIX}${crypto.randomUUID()}`;
    const admin = new pg.Client(this.#connection);
    await admin.connect();
    await dropAbandonedShadows(admin);
    await admin.query(`CREATE DATABASE "${database}"`);
    return openAdapter({ ...this.#connection, database }, async () => {
      await admin.query(`DROP DATABASE "${database}" WITH (FORCE)`);
      await admin.end();
    });
  }
}

/** A shadow database that nobody is connected to was left by an engine that died. */
async function dropAbandonedShadows(admin: pg.Client): Promise<void> {
  const abandoned = await admin.query<{ datname: string }>(
    `SELECT datname FROM pg_database d WHERE starts_with(datname, $1)
       AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)`,
    [SHADOW_PREFIX],
  );
  for (const { datname } of abandoned.rows) await admin.query(`DROP DATABASE IF EXISTS "${datname}"`);
}

/** What the adapter has but does not declare. */
interface AdapterInternals {
  performIO(query: SqlQuery): Promise<pg.QueryArrayResult>;
  onError(error: unknown): never;
}

async function openAdapter(
  connection: Connection,
  afterwards: () => Promise<void>,
): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ ...connection, max: 1, options: '-c client_min_messages=warning' });
  const adapter = await new PrismaPg(pool).connect();
  const internals = adapter as unknown as AdapterInternals;
  letCharColumnsThrough(adapter, internals);
  adapter.executeScript = async (script) => {
    // One simple query is one implicit transaction.
    await pool.query(script).catch((error) => internals.onError(error));
  };
  adapter.dispose = async () => {
    await pool.end();
    await afterwards();
  };
  return adapter;
}

/** Passes "char" off as text, which the adapter knows, and puts the right label on the result. */
function letCharColumnsThrough(adapter: SqlDriverAdapter, internals: AdapterInternals): void {
  const isCharColumn = new WeakMap<object, boolean[]>(); // by the rows, which the adapter hands on as they are
  const performIO = internals.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  internals.performIO = async (query) => {
    const result = await performIO(query);
    isCharColumn.set(
      result.rows,
      result.fields.map((field) => field.dataTypeID === CHAR_TYPE),
    );
    for (const field of result.fields) if (field.dataTypeID === CHAR_TYPE) field.dataTypeID = TEXT_TYPE;
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const isChar = isCharColumn.get(result.rows) ?? [];
    const columnTypes = result.columnTypes.map((type, i) => (isChar[i] ? ColumnTypeEnum.Character : type));
    return { ...result, columnTypes };
  };
}
