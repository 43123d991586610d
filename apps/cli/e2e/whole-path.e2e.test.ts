/** Submit a sweep, train it on workers, see its frontier: through the command line alone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PICTURE_MANIFEST, PictureManifest, parametersAt, SweepComparison } from '@yoto/core';
import { toyOptimalLosses } from '@yoto/testkit/toy-task-spec';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type RunningStack, startWholeStack, stateFolder } from './running-stack.ts';
import { QUICK_SWEEP, slowSweep } from './toy-specs.ts';
import { yoto } from './yoto-command.ts';
import { yotoProcess } from './yoto-process.ts';

let stack: RunningStack;
const state = stateFolder();
beforeAll(async () => {
  stack = await startWholeStack(state.folder);
});
afterAll(async () => {
  await stack?.interrupt();
  state.remove();
});

const onServer = (...args: string[]) => yoto([...args, '--server', stack.url]);
const jsonLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

function specFile(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-spec-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'sweep.yaml');
  writeFileSync(file, text);
  return file;
}

test('a dry run shows the plan and submits nothing', async () => {
  const { stdout, exitCode } = await onServer('submit', specFile(QUICK_SWEEP), '--dry-run');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^grid +fixed +3 +450$/m);
  expect(stdout).toMatch(/^all +4 +600$/m);
  expect(stdout).toMatch(/^ +3 +film +sampled +0$/m);
  expect((await stack.client.listSweeps()).items).toEqual([]);
});

test('submit, watch and results', async () => {
  const submitted = await yotoProcess(['submit', '-', '--json', '--server', stack.url], {
    input: QUICK_SWEEP,
  });
  const { id, url } = JSON.parse(submitted.stdout);
  expect(url).toBe(`${stack.url}/sweeps/${id}`);

  const watched = await yotoProcess(['watch', 'quick', '--json', '--server', stack.url]);
  expect(watched).toMatchObject({ exitCode: 0, stderr: '' });
  expect(jsonLines(watched.stdout).at(-1)).toMatchObject({
    type: 'sweep',
    id,
    jobCounts: { completed: 4, failed: 0 },
    doneSteps: 600,
  });

  const { stdout: json } = await yotoProcess(['results', id, '--json', '--server', stack.url]);
  const comparison = SweepComparison.parse(JSON.parse(json));
  expect(comparison).toMatchObject({ anchor: { value: 'grid' }, complete: true });
  const grid = comparison.series.find(({ name }) => name === 'grid');
  expect(grid?.points.map(({ at }) => parametersAt(at)['near-b'])).toEqual([0.1, 1, 10]);
  for (const { at, values } of grid?.points ?? []) {
    const optimum = toyOptimalLosses(parametersAt(at));
    expect(values['near-a']?.value).toBeCloseTo(optimum['near-a'], 0);
    expect(values['near-b']?.value).toBeCloseTo(optimum['near-b'], 0);
  }

  const { stdout: table } = await onServer('results', 'quick');
  expect(table).toMatch(/^grid \(fixed, 3 of 3 jobs completed\)$/m);
  expect(table).toMatch(/^film \(yoto, 1 of 1 jobs completed\)$/m);
  expect(table).toMatch(/^film +yoto +seed 0 +[-+\d.]+ +[-+\d.]+ /m);
  expect(table).toMatch(/^film costs as much as .* models of grid/m);
  expect(table).toMatch(/^warning: at least one series has one seed/m);
  const { stdout: csv } = await onServer('results', id.slice(0, 18), '--csv');
  expect(csv.trim().split('\n')).toHaveLength(1 + comparison.series.flatMap(({ points }) => points).length);

  expect((await onServer('sweeps')).stdout).toMatch(
    new RegExp(`^${id} +quick +completed +test-toy +100% +[\\d.]+ s +4 completed`, 'm'),
  );
  expect((await onServer('tasks')).stdout).toMatch(/^test-toy +Between two points +two-points$/m);
  expect((await onServer('tasks', 'test-toy')).stdout).toMatch(/^near-b +.* 0\.1 to 10 \(log\)$/m);
});

test("a job's pictures are listed by its manifest, and served as pictures", async () => {
  const [sweep] = (await stack.client.listSweeps()).items;
  const { artifacts } = await stack.client.getSweepProvenance({ params: { id: sweep!.id } });
  const manifests = artifacts.filter(({ name }) => name === PICTURE_MANIFEST);
  expect(manifests).toHaveLength(4);
  for (const { jobId, name, sha256 } of manifests) {
    const bytes = await stack.client.getArtifact({ params: { id: jobId, name }, query: { sha256 } });
    const { sections } = PictureManifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const listed = sections.map(({ artifact }) => artifact).sort();
    const stored = artifacts.filter((one) => one.jobId === jobId && one.mediaType === 'image/png');
    expect(stored.map((one) => one.name)).toEqual(listed);
    const reply = await fetch(new URL(stored.at(-1)!.url, stack.url));
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(reply.headers.get('content-disposition')).toBeNull();
  }
});

test('a watch that ends with a failed job says why, and fails', async () => {
  const spec = {
    ...slowSweep('diverging', 40),
    dataset: { id: 'two-points', params: { nanFromStep: 5 } },
  };
  const file = specFile(JSON.stringify(spec));
  const args = ['submit', file, '--watch', '--server', stack.url];
  const { exitCode, stdout, stderr } = await yotoProcess(args);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^Submitted "diverging": 1 job, 40 steps$/m);
  expect(stdout).toMatch(/^slow, near-b 1: failed at step/m);
  expect(stderr).toMatch(/^failed: slow, near-b 1: .+$/m);
});

test('a sweep is cancelled, retried and cancelled again', async () => {
  await stack.client.createSweep({ body: { spec: slowSweep('long', 4000) } });
  expect((await onServer('cancel', 'long')).stdout.trim()).toBe('long: 1 cancelled');
  expect((await onServer('retry', 'long')).stdout.trim()).toBe(
    'No job of this sweep has failed (1 cancelled: add --cancelled)',
  );
  const again = await onServer('retry', 'long', '--cancelled');
  expect(again.stdout.trim()).toMatch(/^slow, near-b 1: (queued|running)$/);
  expect((await onServer('cancel', 'long')).stdout.trim()).toBe('long: 1 cancelled');
});

test('a worker that is killed is started again, and its job goes on from its checkpoint', async () => {
  const hurryFile = path.join(state.folder, 'hurry');
  const { id } = await stack.client.createSweep({ body: { spec: slowSweep('survivor', 400, hurryFile) } });
  const job = async () => (await stack.client.listSweepJobs({ params: { id } })).items[0]!;
  await vi.waitFor(async () => expect((await job()).step).toBeGreaterThan(20), {
    timeout: 60_000,
    interval: 100,
  });
  const { workerId, id: jobId } = await job();
  const worker = (await stack.client.listWorkers()).items.find((one) => one.id === workerId)!;
  process.kill(worker.pid, 'SIGKILL');
  writeFileSync(hurryFile, '');

  expect((await onServer('watch', 'survivor')).exitCode).toBe(0);
  const detail = await stack.client.getJob({ params: { id: jobId } });
  expect(detail.attempts).toHaveLength(2);
  expect(detail.attempts.find(({ number }) => number === 2)?.resumedFromStep).toBeGreaterThanOrEqual(20);
  await stack.launcher.printed(new RegExp(`${worker.name} ended \\(killed by SIGKILL\\), starting it again`));
  await vi.waitFor(
    async () => {
      const { items } = await stack.client.listWorkers();
      const pids = items
        .filter(({ name, status }) => name === worker.name && status === 'idle')
        .map(({ pid }) => pid);
      expect(pids.filter((pid) => pid !== worker.pid)).toHaveLength(1);
    },
    { timeout: 60_000, interval: 200 },
  );
});

test('the demonstration ends with its frontier, and stops everything when told to exit', async () => {
  const demoState = stateFolder();
  onTestFinished(demoState.remove);
  const args = [
    'demo',
    '--exit',
    '--port',
    '0',
    '--workers',
    '1',
    '--engine',
    'wasm',
    '--spec',
    specFile(QUICK_SWEEP),
  ];
  const environment = { TASK_PACKAGES: '@yoto/testkit/toy-task', YOTO_STATE: demoState.folder };
  const { exitCode, stdout, stderr } = await yotoProcess(args, { environment });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^film \(yoto, 1 of 1 jobs completed\)$/m);
  expect(stdout).toMatch(/^Trained in .*\. The curves: http:\/\/127\.0\.0\.1:\d+\/sweeps\/[0-9a-f-]{36}$/m);
});
