import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { postmasterFile } from './postmaster-file.ts';
import { endOrphanBackends, isAlive, isPostmaster, signal } from './processes.ts';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start.ts';

/** A folder in which a server has been and was stopped in order; a first start takes longer than most tests. */
const usedFolder = mkdtempSync(path.join(tmpdir(), 'yoto-pg-used-'));
beforeAll(async () => {
  await (await startEmbeddedPostgres({ dir: path.join(usedFolder, 'db'), database: 'app' })).stop();
});
afterAll(() => rmSync(usedFolder, { recursive: true, force: true }));

let root: string;
let started: EmbeddedPostgres[];

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'yoto-pg-'));
  started = [];
});
afterEach(async () => {
  for (const server of started) await server.stop();
  rmSync(root, { recursive: true, force: true });
});

async function start(overrides: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dir: path.join(root, 'db'), database: 'app', ...overrides });
  started.push(server);
  return server;
}

/** Starts in a folder that was used before. */
async function startAgain(overrides: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  reuse(overrides.dir);
  return start(overrides);
}

/** With its owners and modes, which `cpSync` would not keep. */
function reuse(dir = path.join(root, 'db')): void {
  execFileSync('cp', ['-a', path.join(usedFolder, 'db'), dir]);
}

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function countRows(url: string): Promise<number> {
  return (await query<{ count: number }>(url, 'SELECT count(*)::int FROM numbers'))[0]!.count;
}

const dataDir = () => path.join(root, 'db', 'pgdata');
const FILL = 'CREATE TABLE numbers AS SELECT generate_series(1, 1000) AS number';

test('cold start, clean stop, warm start: the data is there', async () => {
  const first = await start();
  expect(first.adopted).toBe(false);
  await query(first.url, FILL);
  await first.stop();
  expect(isPostmaster(first.pid, dataDir())).toBe(false);
  expect(readdirSync(path.join(root, 'db')).sort()).toEqual([
    'app-password',
    'password',
    'pgdata',
    'postgres.log',
  ]);

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await countRows(second.url)).toBe(1000);
  await second.stop();
  await second.stop();
});

test('creates, copies and drops databases, and names what is wrong with a request', async () => {
  const server = await start({ user: 'owner', settings: { fsync: 'off', max_connections: '30' } });
  await query(server.url, FILL);
  await server.createDatabase('copy "1"', { template: 'app' });
  expect(await countRows(server.urlFor('copy "1"'))).toBe(1000);
  expect(await query(server.url, 'SHOW max_connections')).toEqual([{ max_connections: '30' }]);
  await expect(server.createDatabase('app')).rejects.toMatchObject({ code: 'conflict' });
  await expect(server.createDatabase('other', { template: 'absent' })).rejects.toMatchObject({
    code: 'not_found',
  });

  const client = new pg.Client({ connectionString: server.urlFor('copy "1"') });
  client.on('error', () => {});
  await client.connect();
  await server.dropDatabase('copy "1"');
  await server.dropDatabase('copy "1"');
  expect(await query(server.url, `SELECT datname FROM pg_database WHERE datname LIKE 'copy%'`)).toEqual([]);
  await expect(start({ user: 'somebody' })).rejects.toMatchObject({ code: 'config_invalid' });
  await server.stop();
  await expect(server.dropDatabase('app')).rejects.toMatchObject({ code: 'database_unavailable' });
});

test('starts after kill -9 of the server in the middle of a write, with what was committed', async () => {
  const first = await startAgain();
  await query(first.url, FILL);
  const writer = new pg.Client({ connectionString: first.url });
  writer.on('error', () => {});
  await writer.connect();
  const writing = writer
    .query('INSERT INTO numbers SELECT generate_series(1, 5000000)')
    .catch(() => 'interrupted');
  await sleep(150);
  signal(first.pid, 'SIGKILL');

  const second = await start();
  expect(await writing).toBe('interrupted');
  expect(second.pid).not.toBe(first.pid);
  expect(await countRows(second.url)).toBe(1000);
});

test('starts although another program got the pid that a killed server left in its file', async () => {
  const first = await startAgain();
  signal(first.pid, 'SIGKILL');
  while (isPostmaster(first.pid, dataDir())) await sleep(10);
  await endOrphanBackends(dataDir());
  const bystander = spawn('sleep', ['60']);
  const record = readFileSync(postmasterFile(dataDir()), 'utf8');
  writeFileSync(postmasterFile(dataDir()), record.replace(/^\d+/, String(bystander.pid)));

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(isAlive(bystander.pid!)).toBe(true);
  bystander.kill();
});

test('adopts the server that a killed launcher left running', async () => {
  reuse();
  const launcher = launchElsewhere(path.join(root, 'db'));
  const { pid } = await launcher.ready;
  launcher.process.kill('SIGKILL');
  const adopted = await start();
  expect(adopted).toMatchObject({ adopted: true, pid });
  await adopted.stop();
  expect(isPostmaster(pid, dataDir())).toBe(false);
});

test('launchers that start at the same instant share one server', async () => {
  const launchers = [1, 2, 3].map(() => launchElsewhere(path.join(root, 'db')));
  const handles = await Promise.all(launchers.map((launcher) => launcher.ready));
  for (const launcher of launchers) launcher.process.kill('SIGKILL');
  expect(new Set(handles.map((handle) => handle.pid)).size).toBe(1);
  expect(handles.filter((handle) => !handle.adopted)).toHaveLength(1);
  expect(await start()).toMatchObject({ adopted: true, pid: handles[0]!.pid });
});

test('takes the next free port when the preferred one is busy', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => busy.once('listening', resolve));
  const { port } = busy.address() as { port: number };
  const server = await startAgain({ port });
  busy.close();
  expect(server.port).toBeGreaterThan(port);
  expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('two folders started at the same instant with one preferred port get a port each', async () => {
  const servers = await Promise.all(
    ['a', 'b'].map((name) => startAgain({ dir: path.join(root, name), port: 56_100 })),
  );
  expect(new Set(servers.map((server) => server.port)).size).toBe(2);
  const answers = await Promise.all(servers.map((server) => query(server.url, 'SELECT 1 AS one')));
  expect(answers).toEqual([[{ one: 1 }], [{ one: 1 }]]);
});

test('a server that cannot start says why, with the end of its log, and leaves nothing running', async () => {
  await expect(startAgain({ settings: { shared_buffers: 'plenty' } })).rejects.toMatchObject({
    code: 'database_unavailable',
    message: expect.stringMatching(/shared_buffers/),
  });
  expect(existsSync(postmasterFile(dataDir()))).toBe(false);
  expect(await start()).toMatchObject({ adopted: false });
});

test('a failing initdb says why and leaves no half cluster', async () => {
  await expect(start({ user: 'pg_forbidden' })).rejects.toMatchObject({
    code: 'database_unavailable',
    message: expect.stringMatching(/initdb failed.*pg_/s),
  });
  expect(readdirSync(path.join(root, 'db'))).toEqual(['password']);
});

test('a folder that cannot be used is named', async () => {
  writeFileSync(path.join(root, 'file'), '');
  const dir = path.join(root, 'file', 'db');
  await expect(start({ dir })).rejects.toMatchObject({
    code: 'database_unavailable',
    message: expect.stringContaining(dir),
  });
});

interface Launcher {
  process: ChildProcess;
  ready: Promise<{ pid: number; adopted: boolean }>;
}

/** Starts the database from another Node process, which then stays alive. */
function launchElsewhere(dir: string): Launcher {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    const { pid, adopted } = await startEmbeddedPostgres({ dir: ${JSON.stringify(dir)}, database: 'app' });
    console.log(JSON.stringify({ pid, adopted }));
    setInterval(() => {}, 1000);`;
  const args = ['--import', import.meta.resolve('@yoto/ts-loader'), '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ready = new Promise<{ pid: number; adopted: boolean }>((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(JSON.parse(String(line))));
    child.once('exit', (code) =>
      reject(new Error(`the launcher ended (${code}) before the database was ready`)),
    );
  });
  return { process: child, ready };
}
