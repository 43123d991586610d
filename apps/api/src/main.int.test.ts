/** The process itself: how it says that it is ready, why it could not start, and how it ends. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkedPrograms, type TestDatabase, testDatabase } from '@yoto/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const started: ChildProcess[] = [];
let database: TestDatabase;
let stateDir: string;

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'yoto-api-main-'));
  database = await testDatabase();
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await database?.drop();
  await rm(stateDir, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  messages: Record<string, unknown>[];
  output: { stdout: string; stderr: string };
  exit: Promise<[number | null, string | null]>;
}

function start(environment: Record<string, string>): Started {
  const child = fork(MAIN, [], {
    execArgv: ['--import', import.meta.resolve('@yoto/ts-loader')],
    env: { PATH: process.env.PATH, PORT: '0', YOTO_STATE: stateDir, ...linkedPrograms(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  started.push(child);
  const messages: Record<string, unknown>[] = [];
  const output = { stdout: '', stderr: '' };
  child.on('message', (message) => messages.push(message as Record<string, unknown>));
  child.stdout?.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output.stderr += chunk;
  });
  return { child, messages, output, exit: once(child, 'exit') as Promise<[number | null, string | null]> };
}

async function ready(api: Started): Promise<string> {
  return eventually(() => {
    const message = api.messages.find(({ type }) => type === 'ready');
    if (!message) throw new Error(`not ready: ${api.output.stderr}${JSON.stringify(api.messages)}`);
    return String(message.url);
  });
}

describe('main', () => {
  it('says once that it is ready, and ends in order on a signal, live streams included', async () => {
    const api = start({ DATABASE_URL: database.url, LOG_LEVEL: 'error' });
    const url = await ready(api);
    const [stream] = await once(get(`${url}/api/v1/events`), 'response');
    const streamEnd = once(stream.resume(), 'end');
    api.child.kill('SIGTERM');
    await streamEnd;
    expect(await api.exit).toEqual([0, null]);
    const lines = api.output.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([expect.objectContaining({ event: 'ready', url })]);
    expect(api.output.stderr).toBe('');
  });

  it('ends when its launcher is gone', async () => {
    const api = start({ DATABASE_URL: database.url });
    await ready(api);
    api.child.disconnect();
    expect(await api.exit).toEqual([0, null]);
  });

  it('says in one line that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const api = start({ DATABASE_URL: database.url, PORT: String(port) });
    expect(await api.exit).toEqual([1, null]);
    expect(api.output.stderr).toBe(
      `error: Port ${port} of 127.0.0.1 is in use: stop the program that has it, or set PORT to another\n`,
    );
    expect(api.messages).toEqual([expect.objectContaining({ type: 'failed', code: 'port_in_use' })]);
    other.close();
  });

  it('says what is wrong with its environment, database or task packages', async () => {
    const wrong = start({ PORT: 'x', DATABASE_URL: database.url });
    const away = start({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' });
    const noTask = start({ DATABASE_URL: database.url, TASK_PACKAGES: '@lab/missing' });
    expect(await wrong.exit).toEqual([2, null]);
    expect(wrong.output.stderr).toMatch(
      /^error: The environment of the API is not valid: PORT must be .*\n(fix: .*\n)?$/,
    );
    expect(await away.exit).toEqual([1, null]);
    expect(away.output.stderr).toMatch(
      /^error: The database 127\.0\.0\.1:1\/none does not answer .*\n(fix: .*\n)?$/,
    );
    expect(await noTask.exit).toEqual([2, null]);
    expect(noTask.output.stderr).toMatch(
      /^error: TASK_PACKAGES names "@lab\/missing", but .*\n(fix: .*\n)?$/,
    );
  });
});
