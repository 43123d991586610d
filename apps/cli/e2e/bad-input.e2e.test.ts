/** Whatever is wrong, there is one clear message with what to do about it, and no stack trace. */
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ONE_WORKER, type RunningStack, startStack, stateFolder } from './running-stack.ts';
import { slowSweep } from './toy-specs.ts';
import { yoto } from './yoto-command.ts';
import { type Ended, type YotoOptions, yotoProcess } from './yoto-process.ts';

function expectOneMessage(ended: Ended, exitCode: number, error: RegExp, fix: RegExp): void {
  expect(ended.stderr).toMatch(/^error: [^\n]*\n(?: {2}[^\n]*\n)*fix: {3}[^\n]+\n$/);
  expect(ended.stderr).toMatch(error);
  expect(ended.stderr.split('\n').at(-2)).toMatch(fix);
  expect(ended.exitCode).toBe(exitCode);
}

/** An address where nothing listens any more. */
async function deadServer(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe('what needs no server', () => {
  test('a file that does not exist, or is no YAML', async () => {
    expectOneMessage(
      await yotoProcess(['submit', 'nowhere.yaml']),
      2,
      /no file nowhere\.yaml/,
      /name a YAML or JSON file/,
    );
    const broken = await yoto(['submit', '-'], { input: 'name: a\ngroups: [1\n' });
    expectOneMessage(broken, 2, /standard input, line \d/, /correct the YAML/);
    const endless = await yoto(['submit', '-'], { input: 'groups: &a [*a]\n' });
    expectOneMessage(endless, 2, /groups\.0 contains itself/, /correct the YAML/);
  });

  test('an option or a command that does not exist', async () => {
    const wrong = [['up', '--wrokers', '2'], ['sbumit'], ['up', '--workers', 'many'], ['submit']];
    const ended = [await yotoProcess(['sbumit'])];
    for (const args of wrong) ended.push(await yoto(args));
    for (const { exitCode, stderr } of ended) {
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/^error: .*\n[\s\S]*fix: {3}/);
    }
  });

  test('a server that is not there, or no server at all', async () => {
    expectOneMessage(
      await yotoProcess(['sweeps', '--server', await deadServer()]),
      1,
      /ECONNREFUSED/,
      /yoto up/,
    );
    expectOneMessage(await yoto(['sweeps', '--server', 'nonsense']), 2, /"nonsense"/, /correct/);
    const wrong: YotoOptions = { environment: { YOTO_SERVER: 'nonsense' } };
    expectOneMessage(await yoto(['sweeps'], wrong), 2, /YOTO_SERVER: must be/, /correct/);
  });

  test('a worker without a database', async () => {
    expectOneMessage(await yotoProcess(['worker']), 2, /DATABASE_URL is not set/, /set DATABASE_URL/);
  });
});

describe('what keeps a stack from starting', () => {
  const state = stateFolder();
  afterAll(state.remove);
  const up = (args: string[], environment: NodeJS.ProcessEnv = {}) =>
    yotoProcess(['up', '--state', state.folder, '--port', '0', ...args], { environment });

  test('a data folder that does not exist', async () => {
    expectOneMessage(
      await up(['--data', '/nowhere']),
      1,
      /data folder \/nowhere does not exist/,
      /--data DIR or YOTO_DATA/,
    );
  });

  test('a port in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expectOneMessage(await up(['--port', String(port)]), 1, new RegExp(`Port ${port} .* is used`), /--port/);
  });

  test('a database that cannot be reached', async () => {
    const ended = await up([], { DATABASE_URL: 'postgresql://user:secret@127.0.0.1:1/yoto' });
    expectOneMessage(ended, 1, /127\.0\.0\.1:1/, /DATABASE_URL/);
    expect(ended.stdout + ended.stderr).not.toContain('secret');
    const malformed = await up([], { DATABASE_URL: 'mysql://somewhere' });
    expectOneMessage(malformed, 2, /DATABASE_URL/, /correct that setting/);
  });

  test('a task package that does not exist', async () => {
    expectOneMessage(await up([], { TASK_PACKAGES: 'yoto-task-nowhere' }), 2, /yoto-task-nowhere/, /correct/);
  });

  /** A file system of 8 MB, in a namespace of its own. */
  const onTinyDisk = `mkdir -p "$STATE" && mount -t tmpfs -o size=8m tmpfs "$STATE" && exec "$@"`;
  const canMount =
    spawnSync('unshare', ['--map-root-user', '--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status ===
    0;
  test.skipIf(!canMount)('a full disk', async () => {
    const bin = new URL('../bin/yoto.mjs', import.meta.url).pathname;
    const STATE = `${state.folder}/tiny`;
    const command = [process.execPath, bin, 'up', '--state', STATE, '--port', '0'];
    const args = ['--map-root-user', '--mount', 'sh', '-c', onTinyDisk, 'sh', ...command];
    const { status, stdout, stderr } = spawnSync('unshare', args, {
      env: { ...process.env, STATE },
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^error: .*disk is full/i);
    expect(stderr).toMatch(/^fix: {3}free some space/m);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});

describe('what a server refuses', () => {
  let stack: RunningStack;
  const state = stateFolder();
  beforeAll(async () => {
    stack = await startStack(state.folder, ONE_WORKER);
  });
  afterAll(async () => {
    await stack?.interrupt();
    state.remove();
  });
  const submit = (spec: object, ...args: string[]) =>
    yoto(['submit', '-', '--server', stack.url, ...args], { input: JSON.stringify(spec) });
  const SPEC = slowSweep('wrong', 10);

  test('fields that do not exist or do not fit, each by its path', async () => {
    const ended = await submit({ ...SPEC, defaults: { steps: -1, bachSize: 3 } });
    expectOneMessage(ended, 2, /^error: The sweep spec is not valid$|defaults/m, /correct/);
    expect(ended.stderr).toMatch(/^ {2}defaults\.steps: /m);
    expect(ended.stderr).toMatch(/bachSize/);
  });

  test('a task that is not known', async () => {
    expectOneMessage(await submit({ ...SPEC, task: { id: 'nope' } }), 2, /no task "nope".*toy/, /yoto tasks/);
  });

  test('a lambda range that is upside down, and weights that are none', async () => {
    const range = { kind: 'log-uniform', min: 10, max: 1 };
    const ended = await submit({
      ...SPEC,
      groups: [
        { name: 'a', kind: 'yoto', distribution: { 'near-b': range } },
        { name: 'b', kind: 'fixed', lambdas: { 'near-b': [1, -2] } },
      ],
    });
    expectOneMessage(
      ended,
      2,
      /groups\.0\.distribution\.near-b\.min: min must be smaller than max/,
      /correct/,
    );
    expect(ended.stderr).toMatch(/groups\.1\.lambdas\.near-b\.1: must be a finite number, 0 or greater/);
  });

  test('a sweep that does not exist', async () => {
    const ended = await yoto(['results', 'nothing', '--server', stack.url]);
    expectOneMessage(ended, 2, /no sweep with the name or id "nothing"/, /yoto sweeps/);
    const id = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab';
    expectOneMessage(await yoto(['watch', id, '--server', stack.url]), 2, new RegExp(id), /yoto sweeps/);
  });

  test('a second stack on the same folder', async () => {
    const ended = await yotoProcess(['up', '--state', state.folder, '--port', '0']);
    expectOneMessage(ended, 1, new RegExp(`Another yoto .* at ${stack.url}`), /YOTO_STATE=DIR/);
  });

  test('data that are not there fail the job, with where they were looked for', async () => {
    const ended = await submit(
      {
        name: 'no data',
        task: { id: 'beta-vae' },
        dataset: { id: 'cifar10' },
        groups: [{ name: 'a', kind: 'fixed', lambdas: { kl: [1] }, steps: 1, evaluation: { examples: 1 } }],
      },
      '--watch',
    );
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toMatch(/^failed: a, kl 1: .*CIFAR-10/im);
    expect(ended.stderr).not.toMatch(/^ {4}at /m);
  });
});
