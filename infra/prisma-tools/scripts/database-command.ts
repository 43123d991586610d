// The commands that the CLI runs before it speaks JSON-RPC: is the database there, create it, drop it.
import pg from 'pg';

const UNKNOWN_DATABASE = '3D000';

/** Runs one of `schema-engine cli …`; the exit code, with the error on stderr as the native engine logs it. */
export async function runDatabaseCommand(command: string, url: string): Promise<number> {
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  try {
    if (command === 'can-connect-to-database') await withClient(url, database, async () => {});
    else if (command === 'create-database') await withClient(url, 'postgres', create);
    else if (command === 'drop-database') await withClient(url, 'postgres', drop);
    else throw new Error(`unknown command ${command}`);
    return 0;
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    const fields = { message, error_code: code === UNKNOWN_DATABASE ? 'P1003' : 'P1001', is_panic: false };
    const line = {
      timestamp: new Date().toISOString(),
      level: 'ERROR',
      fields,
      target: 'schema_engine::logger',
    };
    process.stderr.write(`\n${JSON.stringify(line)}\n`);
    return 1;
  }

  async function create(client: pg.Client): Promise<void> {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  }
  async function drop(client: pg.Client): Promise<void> {
    await client.query(`DROP DATABASE ${client.escapeIdentifier(database)} WITH (FORCE)`);
  }
}

async function withClient(
  url: string,
  database: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const target = new URL(url);
  target.pathname = `/${encodeURIComponent(database)}`;
  const client = new pg.Client({ connectionString: target.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
